import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const PARALLELISM = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly nonce: Buffer;
  readonly tagLength: number;
}

/** Hashes a password with argon2id (RFC 9106), encoded as a PHC string so that parameters can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, {
    memory: MEMORY_KIB,
    passes: PASSES,
    parallelism: PARALLELISM,
    nonce,
    tagLength: TAG_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${PARALLELISM}$${base64(nonce)}$${base64(tag)}`;
}

/** Whether the password has this hash. Without a hash it works as long and answers no, so that time tells nothing. */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const [, memory = "", passes = "", parallelism = "", salt = "", hash = ""] = PHC.exec(phc ?? "") ?? [];
  if (!hash) {
    await hashPassword(password);
    return false;
  }
  const expected = Buffer.from(hash, "base64");
  const actual = await tagOf(password, {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(salt, "base64"),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}

async function tagOf(password: string, parameters: Parameters): Promise<Buffer> {
  return Buffer.from(await derive("argon2id", { message: password.normalize("NFKC"), ...parameters }));
}

/** PHC strings carry base64 without padding. */
function base64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
