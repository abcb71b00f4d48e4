import { randomBytes } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** An id that looks like Stripe's: a prefix and random letters and digits. */
export function stripeId(prefix: string, length = 24): string {
  let id = prefix;
  for (const byte of randomBytes(length)) {
    id += ALPHABET[byte % ALPHABET.length];
  }
  return id;
}

export function unixSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
