import { createHash, randomBytes } from "node:crypto";

export interface SecretKey {
  /** The key itself; shown once, never stored. */
  readonly secret: string;
  /** SHA-256 of the secret: it has 256 random bits, so a slow hash would protect nothing more. */
  readonly hash: Uint8Array<ArrayBuffer>;
  /** First and last characters, such as `tg-abcd…wxyz`. */
  readonly hint: string;
}

/** A new API key: `tg-` and 43 URL-safe characters. */
export function newSecretKey(): SecretKey {
  const random = randomBytes(32).toString("base64url");
  const secret = `tg-${random}`;
  return { secret, hash: hashSecretKey(secret), hint: `tg-${random.slice(0, 4)}…${random.slice(-4)}` };
}

export function hashSecretKey(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}
