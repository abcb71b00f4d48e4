import { createHash, randomBytes } from "node:crypto";

/** How many a person gets at a time. */
export const RECOVERY_CODES = 10;
const ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789";
const LENGTH = 16;

/** A set of codes such as `k7w2-9mfq-0tzd-c4xh`: 80 random bits each, without letters that look like others. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte & 31]).join("");
    return letters.replaceAll(/(.{4})(?=.)/g, "$1-");
  });
}

/** The letters of a code, however it was typed; `null` for what cannot be one. */
export function readRecoveryCode(text: string): string | null {
  const letters = text.toLowerCase().replaceAll(/[\s-]/g, "");
  return letters.length === LENGTH && /^[a-z0-9]+$/.test(letters) ? letters : null;
}

/** SHA-256 of a code's letters: they have 80 random bits, so a slow hash would protect nothing more. */
export function hashRecoveryCode(letters: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(letters.replaceAll("-", "")).digest());
}
