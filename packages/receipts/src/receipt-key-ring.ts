import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** A key that signs receipts. */
export interface ReceiptKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** The 32 bytes of the public key in base64url. */
  readonly x: string;
}

/** DER of an Ed25519 private key up to its 32-byte seed (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Reads a ring such as `2026-11:base64,2026-05:base64` (32-byte Ed25519 seeds): the first signs, all are published.
 * @throws when a key is missing, malformed or named twice; the seed itself is never in the message.
 */
export function parseReceiptKeyRing(text: string): readonly [ReceiptKey, ...ReceiptKey[]] {
  const keys = text.split(",").map(readKey);
  const [first, ...rest] = keys;
  if (!first) throw new Error("receipt keys: no key");
  if (new Set(keys.map((key) => key.kid)).size < keys.length) throw new Error("receipt keys: two keys have one id");
  return [first, ...rest];
}

function readKey(part: string): ReceiptKey {
  const [kid = "", encoded = ""] = part.trim().split(":");
  const seed = Buffer.from(encoded, "base64");
  if (!/^[\w.-]{1,64}$/.test(kid) || seed.length !== 32)
    throw new Error(`receipt keys: key “${kid}” must be 32 bytes in base64`);
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  if (x === undefined) throw new Error(`receipt keys: key “${kid}” has no public half`);
  return { kid, privateKey, x };
}
