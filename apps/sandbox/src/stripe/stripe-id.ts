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

/** The id in a reference that may be an id or the object itself. */
export function idOf(reference: string | { id: string } | null | undefined): string | undefined {
  return typeof reference === "string" ? reference : (reference?.id ?? undefined);
}

/** Metadata as it is kept: text only. Stripe takes an empty value for "nothing". */
export function readMetadata(
  sent: Record<string, string | number | null> | "" | null | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sent || {}).flatMap(([name, value]) => (value === null ? [] : [[name, `${value}`]])),
  );
}
