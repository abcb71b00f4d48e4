import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const PURPOSE = "tollgate sealed idempotent answer";

export interface Seal {
  /** The key that the caller came with; it is kept nowhere here. */
  readonly secret: string;
  /** Tells the answers of one caller apart. */
  readonly name: string;
}

/** Seals an answer with a secret in it, so that what is kept opens for nobody but the caller who comes with the same key again. AES-256-GCM. */
export function sealAnswer(bytes: Buffer, seal: Seal): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(seal), nonce);
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws for an answer that was sealed for another caller or has been changed. */
export function openAnswer(sealed: Buffer, seal: Seal): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", keyOf(seal), sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}

function keyOf({ secret, name }: Seal): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, name, PURPOSE, KEY_BYTES));
}
