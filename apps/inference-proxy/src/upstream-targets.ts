import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { readDialect } from "@tollgate/gateway/dialect-quirks";
import { type AddressRange, isAddressAllowed, literalAddress } from "@tollgate/gateway/egress";
import { credentialHeaders, upstreamPath } from "@tollgate/gateway/upstream-call";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import { Pool } from "undici";

/** Where and with what the calls of one endpoint are sent. Built once per endpoint record. */
export interface UpstreamTarget {
  readonly pool: Pool;
  readonly path: string;
  /** Where the paths of services begin; without a trailing slash. */
  readonly basePath: string;
  /** Where streams are asked for; most dialects say so in the body instead. */
  readonly streamPath: string;
  /** Flat name, value, name, value; the content type comes first. */
  readonly headers: string[];
}

export interface UpstreamOptions {
  readonly connectTimeoutMs: number;
  readonly egressAllow: readonly AddressRange[];
}

/** The operator has not opened this address for outbound calls. */
export class EgressRefused extends Error {
  override readonly name = "EgressRefused";
}

/** One connection pool per origin. Every connection goes through the egress guard; redirects are never followed. */
export class UpstreamTargets {
  readonly #pools = new Map<string, Pool>();
  readonly #targets = new WeakMap<EndpointRecord, UpstreamTarget>();
  readonly #options: UpstreamOptions;
  readonly #lookup: LookupFunction;

  constructor(options: UpstreamOptions) {
    this.#options = options;
    this.#lookup = guardedLookup(options.egressAllow);
  }

  /** @throws EgressRefused or TypeError when the endpoint's base URL must not or cannot be called. */
  of(endpoint: EndpointRecord): UpstreamTarget {
    const known = this.#targets.get(endpoint);
    if (known) return known;
    const quirks = readDialect(endpoint.dialect);
    if (!quirks) throw new TypeError("unknown dialect");
    const under = (stream: boolean) =>
      new URL(endpoint.baseUrl + upstreamPath(quirks.name, endpoint.upstreamModel, stream));
    const url = under(false);
    if (url.protocol !== "https:" && url.protocol !== "http:")
      throw new EgressRefused("only http and https are called");
    // A literal address is never looked up, so it is judged here.
    const literal = literalAddress(url.hostname);
    if (literal !== null && !isAddressAllowed(literal, this.#options.egressAllow))
      throw new EgressRefused("the endpoint's address is not public");
    const headers = ["content-type", "application/json", "accept-encoding", "identity", "user-agent", "tollgate"];
    headers.push(...credentialHeaders(quirks, endpoint.credential));
    const streamed = under(true);
    const target = {
      pool: this.#pool(url.origin),
      path: url.pathname + url.search,
      basePath: new URL(endpoint.baseUrl).pathname.replace(/\/$/, ""),
      streamPath: streamed.pathname + streamed.search,
      headers,
    };
    this.#targets.set(endpoint, target);
    return target;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  #pool(origin: string): Pool {
    let pool = this.#pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, {
        connect: { timeout: this.#options.connectTimeoutMs, lookup: this.#lookup },
        headersTimeout: 0,
        bodyTimeout: 300_000,
        keepAliveTimeout: 20_000,
        pipelining: 1,
      });
      this.#pools.set(origin, pool);
    }
    return pool;
  }
}

/**
 * Resolves a host and refuses it when any of its addresses is not allowed. The connection is made to the addresses judged here, so a name
 * cannot change its meaning between check and use.
 */
function guardedLookup(allowed: readonly AddressRange[]): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, [], 4);
        return;
      }
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAddressAllowed(address, allowed)))
        callback(new EgressRefused("the endpoint's host resolves to an address that is not public"), [], 4);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
