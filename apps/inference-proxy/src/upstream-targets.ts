import type { LookupFunction } from "node:net";
import { ConnectTimes } from "@tollgate/gateway/connect-times";
import { readDialect } from "@tollgate/gateway/dialect-quirks";
import type { AddressRange } from "@tollgate/gateway/egress";
import { upstreamPath } from "@tollgate/gateway/upstream-call";
import {
  readUpstreamCredential,
  signUpstreamCall,
  type UpstreamCredential,
} from "@tollgate/gateway/upstream-credential";
import { AccessTokens } from "@tollgate/marketplace/providers/access-tokens";
import type { EndpointRecord } from "@tollgate/marketplace/snapshot/records";
import { type Dispatcher, Pool } from "undici";
import { guardedLookup, judgeUrl } from "./guarded-lookup.ts";

/** Where and with what the calls of one endpoint are sent. Built once per endpoint record. */
export interface UpstreamTarget {
  readonly pool: { dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean };
  /** Of the same origin. */
  readonly connects: ConnectTimes;
  readonly path: string;
  /** Where the paths of services begin; without a trailing slash. */
  readonly basePath: string;
  /** Where streams are asked for; most dialects say so in the body instead. */
  readonly streamPath: string;
  /** Flat name, value, name, value; the content type comes first. */
  readonly headers: string[];
  readonly host: string;
  /** Of calls that do not all carry the same. */
  readonly credential: Exclude<UpstreamCredential, { kind: "headers" }> | null;
}

/** A call about to be sent. */
export interface CallToProve {
  /** With its query. */
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface UpstreamOptions {
  readonly connectTimeoutMs: number;
  readonly egressAllow: readonly AddressRange[];
  readonly nowMs: () => number;
}

const TOKEN_TIMEOUT_MS = 10_000;
const MAX_TOKEN_ANSWER = 64 * 1024;

/** Where attempts go. */
export interface Targets {
  /** @throws when the endpoint's base URL must not or cannot be called. */
  of(endpoint: EndpointRecord): UpstreamTarget;
  /** Headers that prove one call. @throws (in the promise) when no proof can be had. */
  proofOf(target: UpstreamTarget, call: CallToProve): readonly string[] | Promise<readonly string[]>;
  proofRefused(target: UpstreamTarget, proof: readonly string[]): void;
  close(): Promise<void>;
}

/** One connection pool per origin. Every connection goes through the egress guard; redirects are never followed. */
export class UpstreamTargets implements Targets {
  readonly #pools = new Map<string, Pool>();
  readonly #connects = new Map<string, ConnectTimes>();
  readonly #targets = new WeakMap<EndpointRecord, UpstreamTarget>();
  readonly #options: UpstreamOptions;
  readonly #lookup: LookupFunction;
  readonly #tokens: AccessTokens;

  constructor(options: UpstreamOptions) {
    this.#options = options;
    this.#tokens = new AccessTokens((uri, form) => this.#askForToken(uri, form), options.nowMs);
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
    judgeUrl(url, this.#options.egressAllow);
    const credential = readUpstreamCredential(quirks, endpoint.credential, url.hostname);
    if (credential === null) throw new TypeError("credential cannot be read");
    const headers = ["content-type", "application/json", "accept-encoding", "identity", "user-agent", "tollgate"];
    if (credential.kind === "headers") headers.push(...credential.headers);
    const streamed = under(true);
    const target = {
      pool: this.#pool(url.origin),
      connects: this.#connectsOf(url.origin),
      path: url.pathname + url.search,
      basePath: new URL(endpoint.baseUrl).pathname.replace(/\/$/, ""),
      streamPath: streamed.pathname + streamed.search,
      headers,
      host: url.host,
      credential: credential.kind === "headers" ? null : credential,
    };
    this.#targets.set(endpoint, target);
    return target;
  }

  /**
   * Headers that prove one call: a signature, or a token that is at hand, or on its way when the first call needs it.
   * @throws (in the promise) when no token can be had.
   */
  proofOf({ credential, host }: UpstreamTarget, call: CallToProve): readonly string[] | Promise<readonly string[]> {
    if (credential === null) return [];
    if (credential.kind === "service-account") {
      const token = this.#tokens.of(credential.account);
      return typeof token === "string" ? bearer(token) : token.then(bearer);
    }
    const [path = "", query = ""] = call.path.split("?");
    const request = {
      method: "POST",
      host,
      path,
      query,
      headers: { "content-type": call.contentType },
      body: call.body,
    };
    return signUpstreamCall(credential, request, this.#options.nowMs());
  }

  /** Has another token asked for where an endpoint refused the one it was sent. */
  proofRefused({ credential }: UpstreamTarget, proof: readonly string[]): void {
    if (credential?.kind === "service-account")
      this.#tokens.refused(credential.account, proof.at(-1)?.replace("Bearer ", "") ?? "");
  }

  async #askForToken(tokenUri: string, form: string): Promise<string> {
    const url = new URL(tokenUri);
    judgeUrl(url, this.#options.egressAllow);
    const { statusCode, body } = await this.#pool(url.origin).request({
      method: "POST",
      path: url.pathname + url.search,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: form,
      signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
    });
    let text = "";
    for await (const chunk of body.setEncoding("utf8")) {
      text += chunk;
      if (text.length > MAX_TOKEN_ANSWER) throw new Error("the token endpoint answered too much");
    }
    if (statusCode !== 200) throw new Error(`the token endpoint answered ${statusCode}`);
    return text;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  #connectsOf(origin: string): ConnectTimes {
    const connects = this.#connects.get(origin) ?? new ConnectTimes();
    this.#connects.set(origin, connects);
    return connects;
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

function bearer(token: string): readonly string[] {
  return ["authorization", `Bearer ${token}`];
}
