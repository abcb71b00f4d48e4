import { hash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { KeyRecord, TestKeyRecord } from "@tollgate/marketplace/snapshot/records";
import { customerOfTest } from "@tollgate/marketplace/test-mode/customer-of-test";
import { TEST_KEY_PREFIX } from "@tollgate/marketplace/test-mode/new-test-key";
import { authenticate, bearer } from "../authenticate.ts";
import type { ProxyContext } from "../proxy-context.ts";
import { Refusal } from "../refusal.ts";

/** Who asks, and whether everything about it is a test. */
export interface Identified {
  readonly key: KeyRecord;
  /** `null` for a live key. */
  readonly test: TestKeyRecord | null;
}

/**
 * Finds the key of a request for a model, live or of test mode; what is answered to a test key says so in a header. Paths that do not ask for test
 * keys by this function do not take them.
 * @throws Refusal as `authenticate` does.
 */
export function identify(
  proxy: ProxyContext,
  { req, res }: { readonly req: IncomingMessage; readonly res: ServerResponse },
): Identified {
  const token = bearer(req);
  if (token === null || !token.startsWith(TEST_KEY_PREFIX)) return { key: authenticate(proxy, req), test: null };
  const test = proxy.desk.snapshot().testKeys.get(hash("sha256", token, "hex"));
  if (!test) throw new Refusal("invalid_api_key");
  res.setHeader("x-tollgate-mode", "test");
  if (test.revoked) throw new Refusal("api_key_revoked");
  return { key: customerOfTest(test, proxy.nowMs()), test };
}
