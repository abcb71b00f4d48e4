import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

export interface InvitationToken {
  /** Goes into the mail and nowhere else. */
  readonly token: string;
  /** SHA-256 of it: it has 256 random bits, so a slow hash would protect nothing more. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

export function newInvitationToken(): InvitationToken {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}

/** A token as it stands in a link. */
export const TokenText = z.string("This link is not whole.").regex(/^[\w-]{43}$/, "This link is not whole.");

export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
