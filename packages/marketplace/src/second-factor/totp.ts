import { Secret, TOTP } from "otpauth";

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, 30 seconds. */
const PERIOD_SECONDS = 30;
const SHAPE = { issuer: "Tollgate", algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS } as const;
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;
/** One code before and one after: clocks differ, and people type slowly. */
const WINDOW = 1;

/** A new secret in base 32, as authenticator apps take it. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code says: the secret under a person's address. */
export function totpUri(secret: string, email: string): string {
  return new TOTP({ ...SHAPE, label: email, secret }).toString();
}

export type CodeReading =
  /** `step` counts 30 seconds since 1970: it becomes the last one accepted. */
  { readonly kind: "right"; readonly step: number } | { readonly kind: "used" } | { readonly kind: "wrong" };

export interface AskedCode {
  readonly secret: string;
  readonly code: string;
  readonly at: Date;
  /** Of the last code that was accepted; `null` before the first. */
  readonly lastStep: number | null;
}

/** Reads a code of an authenticator app. Codes are compared in constant time, and none counts twice (RFC 6238, 5.2). */
export function readTotpCode({ secret, code, at, lastStep }: AskedCode): CodeReading {
  if (!/^[0-9]{6}$/.test(code)) return { kind: "wrong" };
  const delta = new TOTP({ ...SHAPE, secret }).validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  if (delta === null) return { kind: "wrong" };
  const step = Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? { kind: "used" } : { kind: "right", step };
}

/** What the app of this secret shows at a time. For tests and the demo. */
export function totpCodeAt(secret: string, at: Date): string {
  return new TOTP({ ...SHAPE, secret }).generate({ timestamp: at.getTime() });
}
