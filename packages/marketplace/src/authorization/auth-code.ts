import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

/** How long an app has to exchange a code. */
export const CODE_LIFE_MS = 10 * 60_000;

export interface NewAuthCode {
  /** Goes into the redirect and nowhere else. */
  readonly code: string;
  /** SHA-256 of it: it has 256 random bits, so a slow hash would protect nothing more. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

export function newAuthCode(): NewAuthCode {
  const code = `tgc-${randomBytes(32).toString("base64url")}`;
  return { code, hash: hashAuthCode(code) };
}

export function hashAuthCode(code: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(code).digest());
}

export const AuthCodeText = z
  .string("Send the code from the redirect.")
  .min(1, "Send the code from the redirect.")
  .max(200);
