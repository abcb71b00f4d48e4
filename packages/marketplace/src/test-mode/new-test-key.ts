import { randomBytes } from "node:crypto";
import { hashSecretKey, type SecretKey } from "../access/secret-key.ts";

/** What tells a test key from a live one, to people and programs. */
export const TEST_KEY_PREFIX = "tg-test-";

/** A new test key: `tg-test-` and 43 URL-safe characters. */
export function newTestKey(): SecretKey {
  const random = randomBytes(32).toString("base64url");
  const secret = `${TEST_KEY_PREFIX}${random}`;
  return { secret, hash: hashSecretKey(secret), hint: `${TEST_KEY_PREFIX}${random.slice(0, 4)}…${random.slice(-4)}` };
}
