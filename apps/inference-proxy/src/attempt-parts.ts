import { type DialectQuirks, readDialect } from "@tollgate/gateway/dialect-quirks";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";

/** A call of which each needs headers of its own. */
export interface ProvenCall {
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly proof: readonly string[];
}

export const NO_TOKEN = "no access token could be had for the endpoint's service account";

/** @param headers flat; the content type comes first in them. */
export function withContentType(headers: readonly string[], contentType: string): string[] {
  return ["content-type", contentType, ...headers.slice(2)];
}

/** Endpoints whose dialect nobody here speaks are never routed to. */
export function quirksOf(endpoint: EndpointRecord): DialectQuirks {
  const quirks = readDialect(endpoint.dialect);
  if (!quirks) throw new TypeError("an endpoint of an unknown dialect was routed to");
  return quirks;
}

/** A failure's name for logs and receipts; addresses and credentials stay out. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.name === "Error" ? "connection failed" : error.name;
}
