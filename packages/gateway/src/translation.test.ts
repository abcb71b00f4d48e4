import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Conversation } from "./conversation/conversation.ts";
import { NO_SETTINGS } from "./conversation/conversation-draft.ts";
import { uncarried } from "./conversation/features.ts";
import { foldReply, type ReplyChoice } from "./conversation/fold-reply.ts";
import type { ReplyEvent } from "./conversation/reply-event.ts";
import { readDialect } from "./dialect-quirks.ts";
import { isRecord } from "./is-record.ts";
import { objectIn, parseByteText, parseJson } from "./json-fields.ts";
import { EventStream } from "./read-event-stream.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";
import { streamTap } from "./stream-tap.ts";
import { SURFACES, type SurfaceName } from "./surfaces.ts";
import { hasRecordings, recordedBytes, recordedExchanges } from "./testing/recorded-traffic.ts";
import { disjointUnits } from "./usage-units.ts";
import { readWholeReply } from "./whole-reply.ts";
import { writeUpstream } from "./write-upstream.ts";

const asked = { body: {}, contentType: null };

const surfaces: SurfaceName[] = ["openai-chat", "openai-responses", "anthropic-messages", "gemini-generate"];
const dialects = Object.keys(REPLY_FORMATS).filter((name): name is ConversationDialect => name in REPLY_FORMATS);
const head = { generationId: `gen-${"0".repeat(32)}`, model: "demo/one", provider: "Demo", createdSeconds: 1 };
const usage = disjointUnits({ prompt: 9, completion: 5, input: [["cache_read", 2]], output: [["reasoning", 1]] });

/** What of a reply every surface can tell: texts, calls, thinking, and how it ended. */
function substance(choices: readonly ReplyChoice[]) {
  return choices.map(({ items, finish }) => ({
    text: items.map((item) => (item.kind === "text" || item.kind === "refusal" ? item.text : "")).join(""),
    reasoning: items.map((item) => (item.kind === "reasoning" ? item.text : "")).join(""),
    calls: items.flatMap((item) =>
      item.kind === "tool_call" ? [{ name: item.name, arguments: parseJson(item.arguments || "{}") }] : [],
    ),
    finish,
  }));
}

function readStream(dialect: ConversationDialect, bytes: string, step = 4096): ReplyEvent[] {
  const stream = new EventStream(REPLY_FORMATS[dialect]);
  const events: ReplyEvent[] = [];
  for (let at = 0; at < bytes.length; at += step) events.push(...stream.push(bytes.slice(at, at + step)));
  return [...events, ...stream.end()];
}

/** A stream in a surface's own dialect, as an endpoint of that dialect would send it. */
function written(surface: SurfaceName, events: readonly ReplyEvent[]): string {
  const writer = SURFACES[surface].reply.stream(head);
  const body = events.map((event) => writer.write(event)).join("");
  const shown = JSON.stringify(SURFACES[surface].reply.usage(usage.units));
  return Buffer.from(body + writer.closing(shown, true)).toString("latin1");
}

interface Route {
  readonly surface: SurfaceName;
  readonly dialect: ConversationDialect;
}

function through({ surface, dialect }: Route, bytes: string, step: number): string {
  const tap = streamTap(surface, dialect, head);
  let out = "";
  for (let at = 0; at < bytes.length; at += step) out += tap.push(bytes.slice(at, at + step));
  out += tap.end();
  return out + tap.closing(JSON.stringify(tap.usage ?? {}), true);
}

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const piece = fc.oneof(
  words.map((text): ReplyEvent => ({ kind: "text", choice: 0, text })),
  words.map((text): ReplyEvent => ({ kind: "reasoning", choice: 0, text })),
);
const answer = fc
  .record({ spoken: fc.array(piece, { maxLength: 8 }), calls: fc.array(fc.dictionary(words, words), { maxLength: 3 }) })
  .map(({ spoken, calls }): ReplyEvent[] => [
    ...spoken,
    ...calls.flatMap((args, index): ReplyEvent[] => {
      const text = JSON.stringify(args);
      const half = Math.floor(text.length / 2);
      return [
        { kind: "tool_call", choice: 0, index, id: `call_${index}`, name: "look_up", signature: null },
        { kind: "tool_arguments", choice: 0, index, text: text.slice(0, half) },
        { kind: "tool_arguments", choice: 0, index, text: text.slice(half) },
      ];
    }),
    { kind: "finish", choice: 0, reason: calls.length > 0 ? "tool_calls" : "stop" },
  ]);

describe("a passed stream that this gateway ends itself", () => {
  const begun: ReplyEvent[] = [{ kind: "text", choice: 0, text: "Half an ans" }];
  const passed: SurfaceName[] = ["openai-responses", "anthropic-messages", "gemini-generate"];

  it.each(passed)("of %s begins once, closes what is open and says how it ended", (surface) => {
    const writer = SURFACES[surface].reply.stream(head);
    const bytes = Buffer.from(begun.map((event) => writer.write(event)).join("")).toString("latin1");
    const reached = streamTap(surface, surface, head);
    const cut = reached.push(bytes) + reached.lengthReached("credit_exhausted", 1) + reached.closing("{}", false);
    const whole = foldReply(readStream(surface, cut));
    expect(whole.map(({ finish }) => finish)).toEqual(["length"]);
    expect(cut.match(/"type":"(message_start|response\.created)"/g) ?? []).toHaveLength(
      surface === "gemini-generate" ? 0 : 1,
    );
    if (surface === "anthropic-messages") expect(cut.match(/"type":"content_block_stop"/g)).toHaveLength(1);
    const failed = streamTap(surface, surface, head);
    const told = failed.push(bytes) + failed.failure('{"code":"stream_interrupted","message":"It broke off."}', "{}");
    expect(told.match(/"type":"(message_start|response\.created)"/g) ?? []).toHaveLength(
      surface === "gemini-generate" ? 0 : 1,
    );
    expect(told).toContain("It broke off.");
  });
});

describe("a streamed reply", () => {
  for (const surface of surfaces)
    for (const dialect of surfaces)
      it(`of an ${dialect} endpoint keeps its text, thinking, calls and usage for callers of ${surface}, in any split`, () => {
        fc.assert(
          fc.property(answer, fc.integer({ min: 1, max: 40 }), (events, step) => {
            const bytes = written(dialect, events);
            const got = readStream(surface, through({ surface, dialect }, bytes, step));
            expect(substance(foldReply(got))).toEqual(substance(foldReply(events)));
            const tap = streamTap(surface, dialect, head);
            tap.push(bytes);
            tap.end();
            expect(tap.reported?.promptTokens).toBe(9);
            expect(tap.reported?.completionTokens).toBe(5);
          }),
          { numRuns: 40 },
        );
      });
});

describe("a whole reply", () => {
  for (const surface of surfaces)
    for (const dialect of surfaces)
      it(`of an ${dialect} endpoint costs a caller of ${surface} what its stream costs, and says the same`, () => {
        fc.assert(
          fc.property(answer, (events) => {
            const shown = JSON.stringify(SURFACES[dialect].reply.usage(usage.units));
            const whole = SURFACES[dialect].reply.whole(foldReply(events), head, shown);
            const reply = readWholeReply({ ...asked, surface, dialect, bytes: Buffer.from(whole).toString("latin1") });
            if (reply.kind !== "completion") throw new TypeError(`read as ${reply.kind}`);
            const tap = streamTap(surface, dialect, head);
            tap.push(written(dialect, events));
            tap.end();
            expect(reply.reported).toEqual(tap.reported);
            const body = objectIn(parseByteText(reply.write(head, JSON.stringify(reply.usage))));
            expect(substance(foldReply(REPLY_FORMATS[surface].whole(body)))).toEqual(substance(foldReply(events)));
          }),
          { numRuns: 30 },
        );
      });
});

const RECORDED_DIALECTS: Readonly<Record<string, ConversationDialect>> = {
  ...Object.fromEntries(dialects.map((dialect) => [dialect, dialect])),
  "cohere-chat-v2": "cohere-chat",
};

const recorded = recordedExchanges().filter(({ kind, dialect }) => kind === "ok" && dialect in RECORDED_DIALECTS);

describe(hasRecordings ? "recorded replies" : "recorded replies (none here, nothing to translate)", () => {
  for (const surface of surfaces)
    it(`say the same to callers of ${surface}`, () => {
      for (const { id, dialect: name, response, streaming } of recorded) {
        const dialect = RECORDED_DIALECTS[name];
        if (!dialect) continue;
        const bytes = recordedBytes(response);
        const own = streaming
          ? readStream(dialect, bytes)
          : REPLY_FORMATS[dialect].whole(objectIn(parseByteText(bytes)));
        const got = streaming
          ? readStream(surface, through({ surface, dialect }, bytes, 97))
          : readWhole(surface, dialect, bytes);
        expect(firstOf(substance(foldReply(got))), id).toEqual(firstOf(substance(foldReply(own))));
      }
    });
});

/** Surfaces but two tell one answer; how a recording ended may be said more coarsely elsewhere, and a picture in words where there is no place for one. */
function firstOf([first]: ReturnType<typeof substance>) {
  const text = first?.text.replaceAll(/\[A picture [^\]]*\]/g, "");
  return { ...first, text, finish: null, cut: first?.finish === "length" };
}

function readWhole(surface: SurfaceName, dialect: ConversationDialect, bytes: string): ReplyEvent[] {
  const reply = readWholeReply({ ...asked, surface, dialect, bytes });
  if (reply.kind !== "completion") return [];
  return REPLY_FORMATS[surface].whole(objectIn(parseByteText(reply.write(head, JSON.stringify(reply.usage ?? null)))));
}

const rich: Conversation = {
  system: [{ kind: "text", text: "Be brief.", cache: "1h" }],
  turns: [
    {
      role: "user",
      parts: [
        { kind: "text", text: "What is on it? Grüße 🙂" },
        { kind: "image", source: { kind: "inline", mediaType: "image/png", base64: "AAAA" }, detail: null },
      ],
    },
    {
      role: "assistant",
      parts: [
        { kind: "text", text: "Let me look." },
        { kind: "tool_call", id: "call_1", name: "look_up", arguments: '{"word":"a"}', signature: null },
        { kind: "tool_call", id: "call_2", name: "look_up", arguments: '{"word":"b"}', signature: null },
      ],
    },
    {
      role: "user",
      parts: [
        { kind: "tool_result", callId: "call_1", parts: [{ kind: "text", text: "one" }], isError: false },
        { kind: "tool_result", callId: "call_2", parts: [{ kind: "text", text: "two" }], isError: false },
      ],
    },
  ],
  tools: [
    {
      name: "look_up",
      description: "Looks a word up.",
      parameters: { type: "object", properties: { word: { type: "string" } }, required: ["word"] },
      strict: null,
    },
  ],
  toolChoice: { kind: "required" },
  settings: { ...NO_SETTINGS, temperature: 0.5, topP: 0.9 },
  unknown: [],
};

function withoutHints(conversation: Conversation) {
  return JSON.parse(JSON.stringify(conversation), (name, value) => {
    if (name === "cache" || name === "callId" || name === "id" || name === "isError") return undefined;
    return name === "strict" || name === "detail" ? null : value;
  });
}

const NAMES = [
  "messages",
  "contents",
  "input",
  "role",
  "content",
  "parts",
  "type",
  "text",
  "tools",
  "tool_calls",
  "system",
];

describe("a request", () => {
  const needs = { model: "m", maxOutputTokens: 4096, stream: true };

  for (const dialect of surfaces)
    it(`with tools, parallel calls, results and a picture arrives whole at ${dialect}`, () => {
      const quirks = readDialect(dialect);
      if (!quirks) throw new TypeError("unknown dialect");
      expect(uncarried(rich, dialect, "m")).toEqual([]);
      const body = writeUpstream(rich, needs, quirks);
      const back = SURFACES[dialect].conversation(objectIn(JSON.parse(JSON.stringify(body))));
      expect(withoutHints(back)).toEqual(withoutHints(rich));
    });

  for (const dialect of dialects)
    it(`is written for ${dialect} with the ceiling of the hold and every result beside its call`, () => {
      const quirks = readDialect(dialect);
      if (!quirks) throw new TypeError("unknown dialect");
      const text = JSON.stringify(writeUpstream(rich, needs, quirks));
      for (const wanted of ["4096", "look_up", "one", "two", "Be brief.", "AAAA"]) expect(text).toContain(wanted);
    });

  it("for something a dialect cannot say is named, not dropped", () => {
    const seeded = { ...rich, settings: { ...NO_SETTINGS, seed: 7, choices: 2, logprobs: 0 } };
    expect(uncarried(seeded, "anthropic-messages", "m")).toEqual(["several_answers", "logprobs", "seed"]);
    expect(uncarried(seeded, "openai-chat", "m")).toEqual([]);
    const odd = SURFACES["openai-chat"].conversation({
      messages: [{ role: "user", content: "x" }],
      logit_bias: { 1: 2 },
    });
    expect(uncarried(odd, "gemini-generate", "m")).toEqual(["logit_bias"]);
  });

  it("of any shape is read by every surface without a crash", () => {
    fc.assert(
      fc.property(
        fc.object({ maxDepth: 5, key: fc.constantFrom(...NAMES) }),
        fc.constantFrom(...surfaces),
        (body, surface) => {
          const conversation = SURFACES[surface].conversation(body);
          for (const dialect of dialects) {
            const quirks = readDialect(dialect);
            if (quirks) expect(isRecord(writeUpstream(conversation, needs, quirks))).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
