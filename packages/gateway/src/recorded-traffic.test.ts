import { describe, expect, it } from "vitest";
import { InvocationReader } from "./bedrock/read-invocation.ts";
import { CohereFirstReader } from "./cohere/read-reply.ts";
import type { ReplyEvent } from "./conversation/reply-event.ts";
import { AwsEventFrames } from "./frames/aws-event-frames.ts";
import { LineFrames } from "./frames/line-frames.ts";
import { isRecord } from "./is-record.ts";
import { objectIn, parseByteText } from "./json-fields.ts";
import { EventStream } from "./read-event-stream.ts";
import { REPLY_FORMATS, type ReplyFormat } from "./reply-formats.ts";
import { readServiceUsage } from "./service-usage.ts";
import {
  hasRecordings,
  RECORDINGS_FOLDER,
  type RecordedExchange,
  recordedBytes,
  recordedExchanges,
} from "./testing/recorded-traffic.ts";
import type { ReportedUsage } from "./usage-units.ts";

const cohereFirst: ReplyFormat = {
  frames: () => new LineFrames(),
  events: () => new CohereFirstReader(),
  whole: (body) => new CohereFirstReader().read(body),
};

/** Amazon wraps a model's own reply: whole ones here are Anthropic's. */
const bedrockInvoke: ReplyFormat = {
  frames: () => new AwsEventFrames(),
  events: () => new InvocationReader(),
  whole: REPLY_FORMATS["anthropic-messages"].whole,
};

const FORMATS: Readonly<Record<string, ReplyFormat>> = {
  ...REPLY_FORMATS,
  "bedrock-invoke": bedrockInvoke,
  "cohere-chat-v1": cohereFirst,
  "cohere-chat-v2": REPLY_FORMATS["cohere-chat"],
  "ollama-native": REPLY_FORMATS["ollama-chat"],
};

/** What differs from the recording's own count, and why it has to. */
const EXPLAINED: Readonly<Record<string, string>> = {
  "azure-openai-chat-3cca967574":
    "reports more cached than prompt tokens; no token is in two buckets, so cached is cut to the prompt",
  "azure-openai-chat-bb7370a5b8":
    "reports more cached than prompt tokens; no token is in two buckets, so cached is cut to the prompt",
};

function eventsOf(exchange: RecordedExchange, format: ReplyFormat, step = Number.POSITIVE_INFINITY): ReplyEvent[] {
  const bytes = recordedBytes(exchange.response);
  if (!exchange.streaming) return format.whole(objectIn(parseByteText(bytes)));
  const stream = new EventStream(format);
  const events: ReplyEvent[] = [];
  for (let at = 0; at < bytes.length; at += step) events.push(...stream.push(bytes.slice(at, at + step)));
  return [...events, ...stream.end()];
}

function lastUsage(events: readonly ReplyEvent[]): ReportedUsage | null {
  return events.reduce<ReportedUsage | null>((last, event) => (event.kind === "usage" ? event.usage : last), null);
}

function metered(exchange: RecordedExchange): ReportedUsage | null {
  const format = FORMATS[exchange.dialect];
  if (format) return lastUsage(eventsOf(exchange, format));
  if (exchange.streaming) return lastUsage(eventsOf(exchange, REPLY_FORMATS["openai-chat"]));
  const body = parseByteText(recordedBytes(exchange.response));
  return isRecord(body) ? readServiceUsage(body) : null;
}

function shown(usage: ReportedUsage) {
  const { units } = usage;
  return {
    prompt: usage.promptTokens,
    cached_read: units.cache_read ?? 0,
    cache_write: (units.cache_write_5m ?? 0) + (units.cache_write_1h ?? 0),
    completion: usage.completionTokens,
    reasoning: units.reasoning ?? 0,
  };
}

/** Counts that a recording must be met in: where it is not strict about reasoning, the total of the output decides. */
function isMet(exchange: RecordedExchange, usage: ReportedUsage): boolean {
  const { expected } = exchange;
  if (expected === null) return false;
  const got = shown(usage);
  const { prompt, cached_read, cache_write, completion, reasoning } = expected;
  const totals = got.prompt === prompt && got.cached_read === cached_read && got.cache_write === cache_write;
  const output = got.completion === completion && (!exchange.expected_strict || got.reasoning === reasoning);
  if (totals && output) return true;
  const billed = (expected as { billing_by_model?: Record<string, { prompt: number; completion: number }> })
    .billing_by_model;
  return Object.values(billed ?? {}).some((one) => one.prompt === got.prompt && one.completion === got.completion);
}

const exchanges = recordedExchanges();
const priced = exchanges.filter(({ kind }) => kind === "ok");
const conversations = exchanges.filter((exchange) => FORMATS[exchange.dialect] !== undefined);
const streams = conversations.filter(({ streaming }) => streaming);

describe(
  hasRecordings ? "recorded traffic" : `recorded traffic (none at ${RECORDINGS_FOLDER}, nothing to replay)`,
  () => {
    it("is metered exactly, or the difference is explained", () => {
      const missed = priced.filter((exchange) => {
        const usage = metered(exchange);
        return usage === null || !isMet(exchange, usage);
      });
      const unexplained = missed.filter(({ id }) => EXPLAINED[id] === undefined);
      const differences = unexplained.map((exchange) => {
        const usage = metered(exchange);
        return { id: exchange.id, got: usage && shown(usage), expected: exchange.expected };
      });
      process.stdout.write(
        `recorded traffic: ${exchanges.length} exchanges, ${priced.length} with usage, ${priced.length - missed.length} exact, ${missed.length - unexplained.length} explained\n`,
      );
      expect(differences).toEqual([]);
    });

    it("without usage is never metered as zero", () => {
      // Some that name no tokens still say how many seconds they billed.
      const silent = exchanges.filter(({ kind }) => kind === "no_usage");
      const none = silent.filter((exchange) => {
        const usage = metered(exchange);
        return usage !== null && Object.values(usage.units).every((count) => count === 0);
      });
      expect(none.map(({ id }) => id)).toEqual([]);
    });

    it("means the same however its bytes are split", () => {
      for (const exchange of streams) {
        const format = FORMATS[exchange.dialect];
        if (!format) continue;
        const whole = eventsOf(exchange, format);
        for (const step of [1, 2, 7, 61]) expect(eventsOf(exchange, format, step), exchange.id).toEqual(whole);
      }
    });

    it("of an error is read as an error with a status", () => {
      for (const exchange of conversations.filter(({ kind, status }) => kind === "error" && status === 200)) {
        const format = FORMATS[exchange.dialect];
        const errors = format ? eventsOf(exchange, format).filter((event) => event.kind === "error") : [];
        expect(errors.length, exchange.id).toBeGreaterThan(0);
      }
    });

    it("that was damaged neither crashes nor hangs a reader", () => {
      let seed = 7;
      const random = (below: number) => {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        return seed % below;
      };
      for (const exchange of conversations) {
        const format = FORMATS[exchange.dialect];
        const bytes = recordedBytes(exchange.response);
        if (!format || bytes.length === 0) continue;
        for (let round = 0; round < 6; round += 1) {
          const at = random(bytes.length);
          const damage = ["", "}", "null", "\n\n", '"usage":{}', "\u0000", "[[[["][random(7)] ?? "";
          const mutated = bytes.slice(0, at) + damage + bytes.slice(at + random(9));
          const stream = new EventStream(format);
          const events = [...stream.push(mutated), ...stream.end()];
          const body = parseByteText(mutated);
          events.push(...format.whole(objectIn(body)));
          const usage = lastUsage(events);
          for (const count of Object.values(usage?.units ?? {})) expect(count).toBeGreaterThanOrEqual(0);
        }
      }
    });
  },
);
