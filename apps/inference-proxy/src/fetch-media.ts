import type { FetchedMedia } from "@tollgate/gateway/conversation/linked-media";
import type { AddressRange } from "@tollgate/gateway/egress";
import { mediaTypeOf } from "@tollgate/gateway/media-type";
import { Agent, type Dispatcher } from "undici";
import { EgressRefused, guardedLookup, judgeUrl } from "./guarded-lookup.ts";

export interface MediaOptions {
  readonly egressAllow: readonly AddressRange[];
  /** For all of a request's together. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Why a picture or file could not be had; the message goes on after "the address", and is for the caller. */
export class MediaUnreachable extends Error {
  override readonly name = "MediaUnreachable";
  readonly url: string;

  constructor(url: string, reason: string) {
    super(reason);
    this.url = url;
  }
}

/** Where pictures and files that callers name by address come from. */
export interface MediaFetcher {
  /** @throws MediaUnreachable for the first that cannot be had. */
  fetchAll(urls: readonly string[]): Promise<ReadonlyMap<string, FetchedMedia>>;
  close(): Promise<void>;
}

const MAX_ADDRESSES = 20;
const MAX_REDIRECTS = 3;

/** Fetches through the egress guard: no address that is not public, and none that a redirect leads to; nothing of ours is sent along. */
export class WebMedia implements MediaFetcher {
  readonly #options: MediaOptions;
  readonly #agent: Agent;

  constructor(options: MediaOptions) {
    this.#options = options;
    this.#agent = new Agent({
      connect: { timeout: options.timeoutMs, lookup: guardedLookup(options.egressAllow) },
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      keepAliveTimeout: 1_000,
    });
  }

  async fetchAll(urls: readonly string[]): Promise<ReadonlyMap<string, FetchedMedia>> {
    const [first = ""] = urls;
    if (urls.length > MAX_ADDRESSES)
      throw new MediaUnreachable(first, `is one of ${urls.length}, and ${MAX_ADDRESSES} are fetched at most`);
    const failed = new AbortController();
    const signal = AbortSignal.any([failed.signal, AbortSignal.timeout(this.#options.timeoutMs)]);
    const room = { bytes: this.#options.maxBytes };
    try {
      const found = urls.map(async (url) => [url, await this.#one(url, room, signal)] as const);
      return new Map(await Promise.all(found));
    } finally {
      failed.abort();
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #one(named: string, room: { bytes: number }, signal: AbortSignal): Promise<FetchedMedia> {
    try {
      const { headers, body } = await this.#follow(named, signal);
      const chunks: Buffer[] = [];
      for await (const chunk of body) {
        room.bytes -= chunk.length;
        if (room.bytes < 0) throw new MediaUnreachable(named, `leads to more than ${this.#options.maxBytes} bytes`);
        chunks.push(chunk);
      }
      const bytes = Buffer.concat(chunks);
      const mediaType = mediaTypeOf(bytes, headers["content-type"]);
      if (mediaType === null) throw new MediaUnreachable(named, "leads to no picture or file");
      return { mediaType, base64: bytes.toString("base64") };
    } catch (error) {
      throw error instanceof MediaUnreachable ? error : new MediaUnreachable(named, reasonOf(error));
    }
  }

  async #follow(named: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    let url = URL.parse(named);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      if (url === null || url.username !== "" || url.password !== "") throw new MediaUnreachable(named, "is malformed");
      judgeUrl(url, this.#options.egressAllow);
      const headers = { accept: "*/*", "accept-encoding": "identity", "user-agent": "tollgate" };
      const answer = await this.#agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: "GET",
        headers,
        signal,
      });
      if (answer.statusCode === 200) return answer;
      const { location } = answer.headers;
      await answer.body.dump();
      if (answer.statusCode < 300 || answer.statusCode >= 400 || typeof location !== "string")
        throw new MediaUnreachable(named, `answers ${answer.statusCode}`);
      url = URL.parse(location, url);
    }
    throw new MediaUnreachable(named, "leads from one address to the next");
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof EgressRefused) return "is not a public one";
  const name = error instanceof Error ? error.name : "";
  return name === "TimeoutError" || name.includes("Timeout") ? "does not answer in time" : "cannot be reached";
}
