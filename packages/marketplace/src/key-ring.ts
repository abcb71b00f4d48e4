import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Seals provider credentials with AES-256-GCM. The newest key seals, every key opens. */
export interface KeyRing {
  seal(plain: string, boundTo: string): string;
  open(sealed: string, boundTo: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Reads a key ring such as `2026:base64,2025:base64` (32-byte keys, newest first).
 * Sealed text is `v1.keyId.base64url(nonce ‖ tag ‖ ciphertext)`; the associated data binds it to its row (NIST SP 800-38D).
 * @throws when a key is missing or has the wrong length; the key itself is never in the message.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const part of text.split(",")) {
    const [id = "", encoded = ""] = part.trim().split(":");
    const key = Buffer.from(encoded, "base64");
    if (!/^[\w-]+$/.test(id) || key.length !== 32) throw new Error(`key ring: key “${id}” must be 32 bytes in base64`);
    keys.set(id, key);
  }
  const newest = keys.entries().next().value;
  if (!newest) throw new Error("key ring: no key");
  const [newestId, newestKey] = newest;

  return {
    seal(plain, boundTo) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", newestKey, nonce).setAAD(Buffer.from(boundTo));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return `v1.${newestId}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    open(sealed, boundTo) {
      const [version, id = "", encoded = ""] = sealed.split(".");
      const key = keys.get(id);
      if (version !== "v1" || !key) throw new Error(`key ring: no key “${id}” to open this with`);
      const bytes = Buffer.from(encoded, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES)).setAAD(
        Buffer.from(boundTo),
      );
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
        "utf8",
      );
    },
  };
}
