import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldReply } from "./conversation/fold-reply.ts";
import type { ReplyEvent } from "./conversation/reply-event.ts";
import { readDialect } from "./dialect-quirks.ts";
import { estimateUnits } from "./estimate-units.ts";
import { generatedBy } from "./generated-text.ts";
import { isRecord } from "./is-record.ts";
import { objectIn, parseByteText, parseJson } from "./json-fields.ts";
import { EventStream } from "./read-event-stream.ts";
import { readSurfaceRequest } from "./read-surface-request.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";
import { type StreamTap, streamTap } from "./stream-tap.ts";
import { conversationOf, SURFACES, type SurfaceName } from "./surfaces.ts";
import { ASKED, type AskedFeature, askFor } from "./testing/conformance/asked-features.ts";
import { awsFrame } from "./testing/conformance/bedrock-cohere-ollama-replies.ts";
import { VENDOR_REPLIES } from "./testing/conformance/vendor-replies.ts";
import { changed, changes, damaged, damages, fuzzed, maybeChanges, maybeDamages, pieces } from "./testing/fuzz.ts";
import { upstreamBody } from "./upstream-body.ts";
import { readWholeReply } from "./whole-reply.ts";

const head = { generationId: `gen-${"0".repeat(32)}`, model: "acme/one", provider: "Demo", createdSeconds: 1 };
const dialects = Object.keys(REPLY_FORMATS).filter((name): name is ConversationDialect => name in REPLY_FORMATS);
const surfaces = Object.keys(SURFACES).filter((name): name is SurfaceName => name in SURFACES);
const features = Object.keys(ASKED).filter((name): name is AskedFeature => name in ASKED);
const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });
const kinds = fc.constantFrom("full", "cut", "failure", "several");
const prompt = { surface: "openai-chat" as const, body: { messages: [{ role: "user", content: "Hi" }] } };
/** A stand-in for a tokenizer, as coarse as it is quick. */
const countTokens = (text: string) => Math.ceil(text.length / 4);

/** Data of a stream's frames as documents, and the stream of documents. */
function documentsOf(dialect: ConversationDialect, stream: string): { event: string | null; data: unknown }[] {
  const reader = REPLY_FORMATS[dialect].frames();
  return [...reader.push(stream), ...reader.end()].flatMap(({ event, data }) =>
    data === "" || data === "[DONE]" ? [] : [{ event, data: parseByteText(data) }],
  );
}

function streamOf(dialect: ConversationDialect, documents: readonly { event: string | null; data: unknown }[]): string {
  const text = documents.map(({ event, data }) => {
    if (dialect === "bedrock-converse") return awsFrame(event ?? "none", data);
    const json = Buffer.from(JSON.stringify(data ?? null)).toString("latin1");
    if (dialect === "ollama-chat") return `${json}\n`;
    return `${event === null ? "" : `event: ${event}\n`}data: ${json}\n\n`;
  });
  return text.join("") + (dialect === "openai-chat" ? "data: [DONE]\n\n" : "");
}

/** What a caller gets of a stream contains something generated. */
function isContent(events: readonly ReplyEvent[]): boolean {
  return events.some((event) => generatedBy(event).content);
}

function expectMetered(
  tap: Pick<StreamTap, "hasContent" | "reported" | "outputText" | "outputBeyond">,
  delivered: boolean,
) {
  if (delivered) expect(tap.hasContent || (tap.reported?.completionTokens ?? 0) > 0).toBe(true);
  const units = tap.reported?.units ?? estimateUnits({ prompt, ...tap, countTokens });
  for (const count of Object.values(units)) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
  if (tap.reported === null) expect(units.input).toBeGreaterThan(0);
  else {
    const { promptTokens, completionTokens } = tap.reported;
    const { output = 0, reasoning = 0, output_audio = 0, output_image = 0, ...input } = units;
    expect(output + reasoning + output_audio + output_image).toBe(completionTokens);
    expect(Object.values(input).reduce((sum, count) => sum + count, 0)).toBe(promptTokens);
  }
}

function playStream(surface: SurfaceName, dialect: ConversationDialect, parts: readonly string[]) {
  const tap = streamTap(surface, dialect, head);
  const out = parts.map((part) => tap.push(part)).join("") + tap.end();
  const told = out + tap.closing("{}", true);
  expect(typeof tap.failure('{"code":"x","message":"y"}', "{}")).toBe("string");
  const reader = new EventStream(REPLY_FORMATS[surface]);
  const events = [...reader.push(told), ...reader.end()];
  expectMetered(tap, isContent(events));
}

describe.each(dialects)("a stream of %s", (dialect) => {
  const replies = VENDOR_REPLIES[dialect];
  it("with any of its documents changed is never delivered without being metered", () => {
    fc.assert(
      fc.property(
        fc.record({ surface: fc.constantFrom(...surfaces), kind: kinds, at: fc.nat(50), all: changes, steps: lengths }),
        ({ surface, kind, at, all, steps }) => {
          const reply = kind === "several" ? (replies.several ?? replies.full) : replies[kind];
          const documents = documentsOf(dialect, reply.stream);
          const spoiled = documents.map((one, index) =>
            index === at % documents.length ? { ...one, data: all.reduce<unknown>(changed, one.data) } : one,
          );
          playStream(surface, dialect, pieces(streamOf(dialect, spoiled), steps));
        },
      ),
      fuzzed(250),
    );
  });

  it("with damaged bytes is never delivered without being metered", () => {
    fc.assert(
      fc.property(
        fc.record({ surface: fc.constantFrom(...surfaces), kind: kinds, all: damages, steps: lengths }),
        ({ surface, kind, all, steps }) => {
          const reply = kind === "several" ? (replies.several ?? replies.full) : replies[kind];
          playStream(surface, dialect, pieces(all.reduce(damaged, reply.stream), steps));
        },
      ),
      fuzzed(250),
    );
  });
});

describe.each(dialects)("a whole reply of %s", (dialect) => {
  const replies = VENDOR_REPLIES[dialect];
  it("with anything changed or damaged is read, refused, or found to be none, and never delivered unmetered", () => {
    fc.assert(
      fc.property(
        fc.record({
          surface: fc.constantFrom(...surfaces),
          kind: kinds,
          all: maybeChanges,
          harm: maybeDamages,
        }),
        ({ surface, kind, all, harm }) => {
          const reply = kind === "several" ? (replies.several ?? replies.full) : replies[kind];
          const json = JSON.stringify(all.reduce<unknown>(changed, reply.whole));
          const bytes = harm.reduce(damaged, Buffer.from(json).toString("latin1"));
          const read = readWholeReply({ surface, body: {}, dialect, bytes, contentType: "application/json" });
          if (read.kind !== "completion") return;
          const told = objectIn(parseByteText(read.write(head, "{}")));
          expectMetered({ ...read, outputBeyond: 0 }, isContent(REPLY_FORMATS[surface].whole(told)));
          expect(foldReply(REPLY_FORMATS[surface].whole(told)).length).toBeGreaterThan(0);
        },
      ),
      fuzzed(300),
    );
  });
});

describe.each(surfaces)("a request of %s", (surface) => {
  const samples = features.flatMap((feature) => askFor(feature, surface) ?? []);
  const quirks = dialects.flatMap((dialect) => readDialect(dialect) ?? []);
  const address = surface === "gemini-generate" ? { model: "acme/one", stream: false } : null;

  it("with anything changed is answered with a sentence, or can be asked of every dialect within its hold", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), changes, fc.constantFrom(...quirks), (sample, all, to) => {
        const body = all.reduce<unknown>(changed, sample);
        const read = readSurfaceRequest(surface, Buffer.from(JSON.stringify(body)), { address, contentType: null });
        if (read.kind !== "request") {
          expect(read.message.length).toBeGreaterThan(5);
          return;
        }
        const { request } = read;
        expect(request.inputTokensBound).toBeGreaterThan(0);
        expect(request.choices).toBeGreaterThan(0);
        conversationOf(surface, request.body);
        const sent = parseJson(upstreamBody(request, { model: "one", maxOutputTokens: 100, quirks: to }).toString());
        expect(isRecord(sent)).toBe(true);
        const { input, output } = estimateUnits({ prompt: request, outputText: "", outputBeyond: 0, countTokens });
        expect([Number.isSafeInteger(input), output]).toEqual([true, 0]);
      }),
      fuzzed(400),
    );
  });

  it("of any bytes is answered", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), damages, (sample, all) => {
        const bytes = all.reduce(damaged, Buffer.from(JSON.stringify(sample)).toString("latin1"));
        const read = readSurfaceRequest(surface, Buffer.from(bytes, "latin1"), { address, contentType: null });
        expect(["request", "invalid_json", "invalid_request"]).toContain(read.kind);
      }),
      fuzzed(200),
    );
  });
});
