import { hash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type AddressRange, isAddressIn } from "@tollgate/gateway/egress";
import type { KeyRecord } from "@tollgate/marketplace/snapshot/records";
import { callerAddress } from "./caller-address.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { Refusal } from "./refusal.ts";

const MAX_KEY_LENGTH = 200;

/**
 * Finds the key of a request in the snapshot by its SHA-256. A key that is not known costs one hash and one map lookup.
 * @throws Refusal 401 when it is missing, unknown, revoked, rotated or expired, 403 when it is a test key or may not be used from where the request came.
 */
export function authenticate(proxy: ProxyContext, req: IncomingMessage): KeyRecord {
  const token = bearer(req);
  if (token === null) throw new Refusal("missing_api_key");
  if (token.length > MAX_KEY_LENGTH) throw new Refusal("invalid_api_key");
  const name = hash("sha256", token, "hex");
  const { keys, testKeys } = proxy.desk.snapshot();
  const key = keys.get(name);
  if (!key) throw new Refusal(testKeys.has(name) ? "test_key_not_allowed" : "invalid_api_key");
  if (key.revoked) throw new Refusal("api_key_revoked");
  if (key.expiresAtMs !== null && key.expiresAtMs <= proxy.nowMs())
    throw new Refusal(key.rotated ? "api_key_rotated" : "api_key_expired");
  if (key.disabled) throw new Refusal("api_key_disabled");
  if (key.allowedAddresses !== null) requireAddress(proxy, req, key.allowedAddresses);
  return key;
}

function requireAddress(proxy: ProxyContext, req: IncomingMessage, ranges: readonly AddressRange[]): void {
  const address = callerAddress(req, proxy.settings.trustedHops);
  if (isAddressIn(address, ranges)) return;
  throw new Refusal("address_not_allowed", { details: { address }, metadata: { address } });
}

/** The key a request carries, as it came; `null` without one. */
export function bearer(req: IncomingMessage): string | null {
  const { authorization } = req.headers;
  if (authorization !== undefined) {
    const match = /^Bearer\s+(\S+)\s*$/i.exec(authorization);
    return match?.[1] ?? null;
  }
  // The headers of Anthropic's and Google's clients.
  const key = req.headers["x-api-key"] ?? req.headers["x-goog-api-key"];
  return typeof key === "string" && key !== "" ? key.trim() : null;
}
