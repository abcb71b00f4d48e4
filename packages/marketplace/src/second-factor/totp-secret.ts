import type { KeyRing } from "../key-ring.ts";

/** Seals the secret of a person's authenticator app; it opens for this person alone. */
export function sealTotpSecret(keyRing: KeyRing, userId: string, secret: string): string {
  return keyRing.seal(secret, `totp:${userId}`);
}

export function openTotpSecret(keyRing: KeyRing, userId: string, sealed: string): string {
  return keyRing.open(sealed, `totp:${userId}`);
}
