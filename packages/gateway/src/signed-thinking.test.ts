import { describe, expect, it } from "vitest";
import { leftOut } from "./conversation/left-out.ts";
import { readDialect } from "./dialect-quirks.ts";
import { isRecord } from "./is-record.ts";
import { objectIn, objectsIn, parseByteText, parseJson } from "./json-fields.ts";
import { readSurfaceRequest } from "./read-surface-request.ts";
import type { ConversationDialect } from "./reply-formats.ts";
import { conversationOf, SURFACES, type SurfaceName } from "./surfaces.ts";
import { upstreamBody } from "./upstream-body.ts";
import { readWholeReply } from "./whole-reply.ts";

const SURFACE_NAMES = Object.keys(SURFACES).filter((name): name is SurfaceName => name in SURFACES);
const head = { generationId: `gen-${"0".repeat(32)}`, model: "acme/one", provider: "Demo", createdSeconds: 1 };
const ARGUMENTS = { city: "Oslo" };
const THOUGHT = "They want the weather.";

/** A turn of thinking and two calls, as each vendor signs it, and what that vendor must find again in the next request. */
const SIGNING: Partial<Record<ConversationDialect, { readonly reply: object; readonly again: readonly unknown[] }>> = {
  "gemini-generate": {
    reply: {
      candidates: [
        {
          content: {
            role: "model",
            parts: [
              { text: THOUGHT, thought: true },
              { functionCall: { id: "one", name: "weather", args: ARGUMENTS }, thoughtSignature: "GOOGLE+/SIGNED==" },
              { functionCall: { id: "two", name: "weather", args: ARGUMENTS } },
            ],
          },
          finishReason: "STOP",
        },
      ],
      usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 5, totalTokenCount: 10 },
    },
    again: [
      {
        functionCall: expect.objectContaining({ name: "weather", args: ARGUMENTS }),
        thoughtSignature: "GOOGLE+/SIGNED==",
      },
    ],
  },
  "anthropic-messages": {
    reply: {
      type: "message",
      role: "assistant",
      content: [
        { type: "thinking", thinking: THOUGHT, signature: "ANTHROPIC+/SIGNED==" },
        { type: "redacted_thinking", data: "ANTHROPIC+/SEALED==" },
        { type: "tool_use", id: "toolu_1", name: "weather", input: ARGUMENTS },
        { type: "tool_use", id: "toolu_2", name: "weather", input: ARGUMENTS },
      ],
      stop_reason: "tool_use",
      usage: { input_tokens: 5, output_tokens: 5 },
    },
    again: [
      { type: "thinking", thinking: THOUGHT, signature: "ANTHROPIC+/SIGNED==" },
      { type: "redacted_thinking", data: "ANTHROPIC+/SEALED==" },
    ],
  },
  "bedrock-converse": {
    reply: {
      output: {
        message: {
          role: "assistant",
          content: [
            { reasoningContent: { reasoningText: { text: THOUGHT, signature: "ANTHROPIC+/SIGNED==" } } },
            { toolUse: { toolUseId: "t1", name: "weather", input: ARGUMENTS } },
            { toolUse: { toolUseId: "t2", name: "weather", input: ARGUMENTS } },
          ],
        },
      },
      stopReason: "tool_use",
      usage: { inputTokens: 5, outputTokens: 5, totalTokens: 10 },
    },
    again: [{ reasoningContent: { reasoningText: { text: THOUGHT, signature: "ANTHROPIC+/SIGNED==" } } }],
  },
  "openai-responses": {
    reply: {
      id: "resp_1",
      object: "response",
      status: "completed",
      output: [
        {
          type: "reasoning",
          id: "rs_1",
          summary: [{ type: "summary_text", text: THOUGHT }],
          encrypted_content: "OPENAI+/SEALED==",
        },
        { type: "function_call", id: "fc_1", call_id: "c1", name: "weather", arguments: JSON.stringify(ARGUMENTS) },
        { type: "function_call", id: "fc_2", call_id: "c2", name: "weather", arguments: JSON.stringify(ARGUMENTS) },
      ],
      usage: { input_tokens: 5, output_tokens: 5, total_tokens: 10 },
    },
    again: [{ type: "reasoning", encrypted_content: "OPENAI+/SEALED==" }],
  },
};
const SIGNED = /(GOOGLE|ANTHROPIC|OPENAI)\+/;

/** What a caller of a surface sends next: the answer as it came, and results of both calls. */
function nextRequest(surface: SurfaceName, answer: Record<string, unknown>): Record<string, unknown> {
  switch (surface) {
    case "openai-chat": {
      const message = objectIn(objectIn(objectsIn(answer.choices)[0]).message);
      const results = objectsIn(message.tool_calls).map(({ id }) => ({
        role: "tool",
        tool_call_id: id,
        content: "-3",
      }));
      return { model: "acme/one", messages: [{ role: "user", content: "Weather?" }, message, ...results] };
    }
    case "openai-responses": {
      const output = objectsIn(answer.output);
      const results = output
        .filter(({ type }) => type === "function_call")
        .map(({ call_id }) => ({ type: "function_call_output", call_id, output: "-3" }));
      return { model: "acme/one", input: [{ role: "user", content: "Weather?" }, ...output, ...results] };
    }
    case "anthropic-messages": {
      const content = objectsIn(answer.content);
      const results = content
        .filter(({ type }) => type === "tool_use")
        .map(({ id }) => ({ type: "tool_result", tool_use_id: id, content: "-3" }));
      const messages = [
        { role: "user", content: "Weather?" },
        { role: "assistant", content },
        { role: "user", content: results },
      ];
      return { model: "acme/one", max_tokens: 100, messages };
    }
    case "gemini-generate": {
      const content = objectIn(objectIn(objectsIn(answer.candidates)[0]).content);
      const results = objectsIn(content.parts)
        .filter(({ functionCall }) => functionCall)
        .map(({ functionCall }) => ({
          functionResponse: { name: objectIn(functionCall).name, response: { result: "-3" } },
        }));
      return { contents: [{ role: "user", parts: [{ text: "Weather?" }] }, content, { role: "user", parts: results }] };
    }
  }
}

function answerOf(surface: SurfaceName, dialect: ConversationDialect): Record<string, unknown> {
  const bytes = Buffer.from(JSON.stringify(SIGNING[dialect]?.reply)).toString("latin1");
  const reply = readWholeReply({ surface, body: {}, dialect, bytes, contentType: null });
  if (reply.kind !== "completion") throw new TypeError(`the reply is ${reply.kind}`);
  const written = parseByteText(reply.write(head, "{}"));
  if (!isRecord(written)) throw new TypeError("no answer was written");
  return written;
}

interface Sent {
  readonly surface: SurfaceName;
  readonly next: Record<string, unknown>;
  readonly model?: string;
}

function sentTo(dialect: ConversationDialect, { surface, next, model = "gemini-3-pro" }: Sent) {
  const address = surface === "gemini-generate" ? { model: "acme/one", stream: false } : null;
  const read = readSurfaceRequest(surface, Buffer.from(JSON.stringify(next)), { address, contentType: null });
  if (read.kind !== "request") throw new TypeError(read.message);
  const quirks = readDialect(dialect);
  if (quirks === null) throw new TypeError("unknown dialect");
  const body = parseJson(upstreamBody(read.request, { model, maxOutputTokens: 100, quirks }).toString());
  return { body, conversation: conversationOf(surface, read.request.body) };
}

/** Every object within a value. */
function objectsWithin(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsWithin);
  return isRecord(value) ? [value, ...Object.values(value).flatMap(objectsWithin)] : [];
}

const VENDOR: Partial<Record<ConversationDialect, string>> = {
  "gemini-generate": "GOOGLE",
  "anthropic-messages": "ANTHROPIC",
  "bedrock-converse": "ANTHROPIC",
  "openai-responses": "OPENAI",
};
const DIALECTS: readonly ConversationDialect[] = [
  "openai-chat",
  "openai-responses",
  "anthropic-messages",
  "gemini-generate",
  "bedrock-converse",
  "cohere-chat",
  "ollama-chat",
];

describe("thinking that a vendor signed", () => {
  for (const surface of SURFACE_NAMES)
    for (const [name, { again }] of Object.entries(SIGNING)) {
      const dialect = DIALECTS.find((one) => one === name) ?? "openai-chat";
      it(`of ${dialect} comes back to it as it was from a caller of ${surface}`, () => {
        const next = nextRequest(surface, answerOf(surface, dialect));
        const { body } = sentTo(dialect, { surface, next });
        const sent = objectsWithin(body);
        for (const one of again) expect(sent).toContainEqual(expect.objectContaining(one));
        expect(JSON.stringify(body)).not.toContain("tg1.");
      });

      it(`of ${dialect}, told to a caller of ${surface}, is shown to no other vendor`, () => {
        const next = nextRequest(surface, answerOf(surface, dialect));
        for (const other of DIALECTS) {
          if (VENDOR[other] === VENDOR[dialect] || surface === dialect) continue;
          const { body, conversation } = sentTo(other, { surface, next });
          // Google's endpoints for OpenAI's clients take their signature inside chat completions, so it passes there as anything does.
          if (surface !== "openai-chat" || other !== surface) expect(JSON.stringify(body)).not.toMatch(SIGNED);
          expect(JSON.stringify(body)).not.toContain("tg1.");
          if (surface !== other)
            expect(leftOut(conversation, other, { model: "one", maxOutputTokens: 20_000 })).toContain(
              "earlier_reasoning",
            );
          expect(JSON.stringify(body)).toContain("weather");
        }
      });
    }

  it("that nobody signed is not passed to a vendor that refuses it", () => {
    const content = [
      { type: "thinking", thinking: THOUGHT, signature: "" },
      { type: "text", text: "Cold." },
    ];
    const messages = [
      { role: "user", content: "Weather?" },
      { role: "assistant", content },
      { role: "user", content: "Sure?" },
    ];
    const next = { model: "acme/one", max_tokens: 100, messages };
    for (const dialect of ["anthropic-messages", "bedrock-converse"] as const) {
      const { body } = sentTo(dialect, { surface: "anthropic-messages", next });
      expect(JSON.stringify(body)).not.toContain(THOUGHT);
      expect(JSON.stringify(body)).toContain("Cold.");
    }
  });

  it("that is missing is excused to a Gemini that asks for it, once a turn, and to no other", () => {
    const next = nextRequest("anthropic-messages", answerOf("anthropic-messages", "openai-responses"));
    const signatures = (model: string) =>
      objectsWithin(sentTo("gemini-generate", { surface: "anthropic-messages", next, model }).body)
        .filter(({ functionCall }) => functionCall)
        .map(({ thoughtSignature }) => thoughtSignature);
    expect(signatures("gemini-3-pro")).toEqual(["skip_thought_signature_validator", undefined]);
    expect(signatures("gemini-2.5-flash")).toEqual([undefined, undefined]);
  });
});
