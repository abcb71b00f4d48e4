import { request } from "undici";
import { guardAddress } from "../providers/guarded-address.ts";
import { pinnedAgent } from "../providers/pinned-agent.ts";

const TIMEOUT_MS = 10_000;
/** Receivers answer in a few words; what they say beyond is of no use. */
const MAX_REPLY_BYTES = 64 * 1024;

export interface PostResult {
  readonly delivered: boolean;
  readonly status: number | null;
  /** A sentence for the delivery log; `null` when it was delivered. */
  readonly error: string | null;
}

export interface OutgoingPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly egressAllow: readonly string[];
}

/** Posts a message through the egress guard. Never throws, follows no redirect, reads a bounded reply in bounded time. */
export async function postWebhook({ url, headers, body, egressAllow }: OutgoingPost): Promise<PostResult> {
  const failed = (error: string, status: number | null = null) => ({ delivered: false, status, error });
  const guarded = await guardAddress(new URL(url), egressAllow);
  if (guarded.kind !== "pinned") return failed(guarded.message);
  const agent = pinnedAgent(guarded, { timeoutMs: TIMEOUT_MS, maxReplyBytes: MAX_REPLY_BYTES });
  try {
    const reply = await request(url, {
      dispatcher: agent,
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "user-agent": "tollgate-webhooks" },
      body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await reply.body.dump({ limit: MAX_REPLY_BYTES });
    const { statusCode } = reply;
    if (statusCode >= 200 && statusCode < 300) return { delivered: true, status: statusCode, error: null };
    return failed(`The receiver answered ${statusCode}.`, statusCode);
  } catch (error) {
    const timedOut = error instanceof Error && /timeout/i.test(`${error.name} ${error.message}`);
    return failed(timedOut ? `No answer within ${TIMEOUT_MS / 1000} seconds.` : "The receiver could not be reached.");
  } finally {
    await agent.destroy();
  }
}
