import { hkdfSync } from "node:crypto";
import { Secret } from "otpauth";
import { hashSecretKey, type SecretKey } from "../access/secret-key.ts";
import { DEMO_WORDS } from "./demo-words.ts";

const TOTP_SECRET_BYTES = 20;

/** Secrets of the demo accounts. Only hashes are stored, so they are derived again on every start. */
export interface DemoSecrets {
  /** Three words and five digits. */
  password(role: string): string;
  apiKey(name: string): SecretKey;
  /** Of the authenticator app, in base 32. */
  totpSecret(role: string): string;
}

/**
 * Derives the demo secrets from the installation's encryption keys (HKDF, RFC 5869), so that no two installations share them.
 * The oldest key of the ring is used: it stays when a new one is put before it.
 */
export function demoSecrets(encryptionKeys: string): DemoSecrets {
  const encoded = encryptionKeys.split(",").at(-1)?.trim().split(":")[1] ?? "";
  const key = Buffer.from(encoded, "base64");
  if (key.length !== 32) throw new Error("demo data: the oldest encryption key must be 32 bytes in base64");
  const derive = (label: string) => Buffer.from(hkdfSync("sha256", key, "tollgate demo", label, 32));
  return {
    password(role) {
      const bytes = derive(`password ${role}`);
      const words = [0, 1, 2].map((at) => DEMO_WORDS[bytes.readUInt8(at) % DEMO_WORDS.length]);
      return `${words.join("-")}-${String(bytes.readUInt32BE(4) % 100_000).padStart(5, "0")}`;
    },
    totpSecret(role) {
      const bytes = new Uint8Array(derive(`totp ${role}`).subarray(0, TOTP_SECRET_BYTES));
      return new Secret({ buffer: bytes.buffer }).base32;
    },
    apiKey(name) {
      const random = derive(`api key ${name}`).toString("base64url");
      const secret = `tg-${random}`;
      return { secret, hash: hashSecretKey(secret), hint: `tg-${random.slice(0, 4)}…${random.slice(-4)}` };
    },
  };
}
