import { describe, expect, it } from "vitest";
import { readDialect } from "./dialect-quirks.ts";
import { MODEL_KINDS } from "./model-kind.ts";
import { answersSmallestCall, smallestCall } from "./smallest-call.ts";

const quirks = readDialect("openai-chat");
const anthropic = readDialect("anthropic-messages");
if (!quirks || !anthropic) throw new TypeError("dialects that every gateway speaks");

describe.each(MODEL_KINDS)("the smallest call to a model for %s", (kind) => {
  it("names the endpoint's model and carries its key and its content type", () => {
    const call = smallestCall({ kind, quirks, model: "vendor-1", credential: "sk-x" });
    expect(call?.path).toMatch(/^\/[a-z/]+$/);
    expect(String(call?.body)).toContain("vendor-1");
    expect(call?.headers).toContain("Bearer sk-x");
    expect(call?.headers[1]).toMatch(kind === "transcription" ? /^multipart\/form-data/ : /^application\/json$/);
  });

  it("is not answered by something else", () => {
    const asked = { kind, quirks };
    expect(answersSmallestCall(asked, { bytes: "<html>", contentType: "application/json" })).toBe(false);
    expect(answersSmallestCall(asked, { bytes: '{"ok":true}', contentType: "application/json" })).toBe(false);
  });
});

it("a dialect that cannot be asked for something is not", () => {
  expect(smallestCall({ kind: "image", quirks: anthropic, model: "m", credential: null })).toBeNull();
});

it("answers of the kinds are known as such", () => {
  const answered = (kind: (typeof MODEL_KINDS)[number], body: string, contentType = "application/json") =>
    answersSmallestCall({ kind, quirks }, { bytes: body, contentType });
  expect(answered("embedding", '{"data":[{"embedding":[0.1]}]}')).toBe(true);
  expect(answered("embedding", '{"data":[]}')).toBe(false);
  expect(answered("speech", "ID3", "audio/mpeg")).toBe(true);
  expect(answered("transcription", '{"text":""}')).toBe(true);
});
