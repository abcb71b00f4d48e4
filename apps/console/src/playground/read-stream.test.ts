import { expect, test } from "vitest";
import { applyChunk } from "./apply-chunk.ts";
import { readStream } from "./read-stream.ts";
import { type AssistantTurn, WAITING } from "./turns.ts";

const EVENTS = [
  ": processing",
  'data: {"id":"gen-1","provider":"Harbor","choices":[{"delta":{"role":"assistant","content":""}}]}',
  'data: {"id":"gen-1","choices":[{"delta":{"reasoning":"Hm."}}]}',
  'data: {"id":"gen-1","choices":[{"delta":{"content":"Brücken "}}]}',
  'data: {"id":"gen-1","choices":[{"delta":{"content":"summen 🌉"}}]}',
  'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"look","arguments":"{\\"at\\":"}}]}}]}',
  'data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}',
  'data: {"choices":[{"delta":{"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},{"image_url":{"url":"https://elsewhere.example/a.png"}}]}}]}',
  'data: {"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":8,"completion_tokens":19,"cost":0.00001}}',
  "data: [DONE]",
].join("\n\n");

/** The reply when the bytes arrive in two parts. */
async function replyOf(bytes: Uint8Array, cut: number): Promise<AssistantTurn> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, cut));
      controller.enqueue(bytes.slice(cut));
      controller.close();
    },
  });
  let turn = WAITING;
  for await (const chunk of readStream(body)) turn = applyChunk(turn, chunk, 5);
  return turn;
}

test("a reply is the same wherever the network cuts it", async () => {
  const bytes = new TextEncoder().encode(EVENTS);
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(await replyOf(bytes, cut)).toEqual({
      role: "assistant",
      state: "streaming",
      text: "Brücken summen 🌉",
      reasoning: "Hm.",
      toolCalls: [{ id: "call_1", name: "look", arguments: '{"at":1}' }],
      pictures: ["data:image/png;base64,iVBORw0KGgo="],
      error: null,
      generationId: "gen-1",
      provider: "Harbor",
      finishReason: "stop",
      cost: { totalUsd: 0.00001, promptTokens: 8, completionTokens: 19 },
      firstContentMs: 5,
      durationMs: 5,
    });
  }
});

test("an error in the middle keeps what was said and says what went wrong", () => {
  const before: AssistantTurn = { ...WAITING, state: "streaming", text: "Half" };
  const after = applyChunk(before, { error: { message: "The provider broke off." } }, 9);
  expect(after).toMatchObject({ state: "failed", text: "Half", error: "The provider broke off." });
});
