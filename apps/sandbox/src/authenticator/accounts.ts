import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Secret, TOTP, URI } from "otpauth";
import { z } from "zod";
import { JsonFile } from "../json-file.ts";

const Account = z.object({ label: z.string(), secret: z.string() });
export type Account = z.infer<typeof Account>;
const Accounts = z.object({ accounts: z.array(Account).default(() => []) });

/** The instance's own people who are asked for codes, as its demo file names them. */
const DemoFile = z.object({
  users: z.record(z.string(), z.object({ email: z.string(), totpSecret: z.string().optional() })),
});

/** An authenticator app, as one has it on a phone: the codes of the demo's staff, and of whatever key is added. */
export class AuthenticatorApp {
  readonly #demoFile: string;
  readonly #file: JsonFile<typeof Accounts>;
  #added: Account[];

  private constructor(demoFile: string, file: JsonFile<typeof Accounts>, added: Account[]) {
    this.#demoFile = demoFile;
    this.#file = file;
    this.#added = added;
  }

  static async open(dataDirectory: string): Promise<AuthenticatorApp> {
    const file = new JsonFile(join(dataDirectory, "sandbox", "authenticator.json"), Accounts);
    return new AuthenticatorApp(join(dataDirectory, "demo.json"), file, (await file.load()).accounts);
  }

  async accounts(): Promise<Account[]> {
    return [...(await this.#demoAccounts()), ...this.#added];
  }

  /** Adds a key in base 32 or an `otpauth:` address. @returns whether it could be read. */
  async add(text: string, label: string): Promise<boolean> {
    const account = readKey(text.trim(), label.trim());
    if (!account) return false;
    this.#added = [...this.#added.filter(({ secret }) => secret !== account.secret), account];
    await this.#file.save(() => ({ accounts: this.#added }));
    return true;
  }

  async clear(): Promise<void> {
    this.#added = [];
    await this.#file.save(() => ({ accounts: [] }));
  }

  /** Nobody, until the instance has written the file. */
  async #demoAccounts(): Promise<Account[]> {
    const text = await readFile(this.#demoFile, "utf8").catch(() => "null");
    const demo = DemoFile.safeParse(JSON.parse(text));
    if (!demo.success) return [];
    return Object.values(demo.data.users).flatMap(({ email, totpSecret }) =>
      totpSecret === undefined ? [] : [{ label: email, secret: totpSecret }],
    );
  }
}

function readKey(text: string, label: string): Account | null {
  try {
    if (!text.startsWith("otpauth:")) return { label: label || "My account", secret: Secret.fromBase32(text).base32 };
    const { label: named, secret } = URI.parse(text);
    return { label: label || named, secret: secret.base32 };
  } catch {
    return null;
  }
}

/** The code of a key at a time, and for how many seconds it is shown. */
export function codeAt({ secret }: Account, at: Date): { code: string; seconds: number } {
  const code = new TOTP({ secret }).generate({ timestamp: at.getTime() });
  return { code, seconds: 30 - (Math.floor(at.getTime() / 1000) % 30) };
}
