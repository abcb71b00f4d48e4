import { createHash, randomBytes } from "node:crypto";

/** Who somebody says they are on a stand-in's sign-in page. */
export interface OutsidePerson {
  readonly email: string;
  readonly name: string;
  /** Whether the service would say that it has confirmed the address. */
  readonly verified: boolean;
}

/** What a client asked for when it sent somebody to sign in. */
export interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string | null;
  readonly nonce: string | null;
}

export interface Grant extends Asked {
  readonly person: OutsidePerson;
}

/** How long a code waits to be exchanged, as at the real services. */
const CODE_MS = 10 * 60_000;

/** Codes and tokens of one stand-in, kept in memory: a restart signs nobody out of anything that matters. */
export class Grants {
  readonly #codes = new Map<string, Grant & { readonly until: number }>();
  readonly #tokens = new Map<string, Grant>();

  /** A code for the redirect. */
  code(grant: Grant): string {
    const code = randomBytes(20).toString("hex");
    this.#codes.set(code, { ...grant, until: Date.now() + CODE_MS });
    return code;
  }

  /** The grant behind a code, once, for the client, address and verifier it was made for; `null` otherwise. */
  exchange(form: URLSearchParams): Grant | null {
    const code = form.get("code") ?? "";
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    if (!grant || grant.until < Date.now()) return null;
    if (form.get("redirect_uri") !== grant.redirectUri || !proves(form.get("code_verifier"), grant.challenge))
      return null;
    return grant;
  }

  token(grant: Grant, prefix: string): string {
    const token = `${prefix}${randomBytes(24).toString("base64url")}`;
    this.#tokens.set(token, grant);
    return token;
  }

  holder(authorization: string | undefined): Grant | null {
    const token = /^(?:bearer|token) (\S+)$/i.exec(authorization ?? "")?.[1];
    return (token && this.#tokens.get(token)) || null;
  }
}

/** RFC 7636, S256. A client that sent no challenge sends no verifier either. */
function proves(verifier: string | null, challenge: string | null): boolean {
  if (challenge === null) return verifier === null;
  return (
    createHash("sha256")
      .update(verifier ?? "")
      .digest("base64url") === challenge
  );
}

/** The service's own number of an account: always the same for an address. */
export function accountNumber(email: string): number {
  return createHash("sha256").update(email.toLowerCase()).digest().readUIntBE(0, 5);
}
