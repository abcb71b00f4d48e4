import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

/** How long a link signs in. */
export const LINK_MINUTES = 15;
/** How long a link confirms an address: people open welcome mails later. */
export const CONFIRM_DAYS = 3;

export interface LinkToken {
  /** Goes into the mail and nowhere else. */
  readonly token: string;
  /** SHA-256 of it: it has 256 random bits, so a slow hash would protect nothing more. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

export function newLinkToken(): LinkToken {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashLinkToken(token) };
}

/** A token as it stands in a link. */
export const LinkTokenText = z.string("This link is not whole.").regex(/^[\w-]{43}$/, "This link is not whole.");

export function hashLinkToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
