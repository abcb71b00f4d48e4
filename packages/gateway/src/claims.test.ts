import { describe, expect, it } from "vitest";
import { type Claim, type ClaimedModel, claimQuestions, judgeClaims, namedModel, refusedClaims } from "./claims.ts";
import type { ReplyEvent } from "./conversation/reply-event.ts";
import { disjointUnits } from "./usage-units.ts";

const claimed: ClaimedModel = {
  dialect: "openai-chat",
  model: "echo-1",
  features: ["tools", "structured_output"],
  inputModalities: ["text", "image"],
  contextLength: 32_000,
};
const countTokens = (text: string) => Math.ceil(text.length / 5);

const text = (said: string): ReplyEvent => ({ kind: "text", choice: 0, text: said });
const used = (prompt: number, completion: number): ReplyEvent => ({
  kind: "usage",
  usage: disjointUnits({ prompt, completion, input: [], output: [] }),
  reported: {},
});
const called = (args: string): ReplyEvent[] => [
  { kind: "tool_call", choice: 0, index: 0, id: "c", name: "look_up_word", signature: null },
  { kind: "tool_arguments", choice: 0, index: 0, text: args },
];

function verdict(claim: Claim, events: readonly ReplyEvent[], model: string | null = null) {
  const question = claimQuestions(claimed).find(({ claims }) => claims.includes(claim));
  if (!question) throw new Error(`nothing asks for ${claim}`);
  return judgeClaims(question, { events, model }, { claimed, countTokens }).find((one) => one.claim === claim);
}

describe("what is asked", () => {
  it("is everything that the model claims and the API can say, and nothing else", () => {
    const claims = (model: ClaimedModel) => claimQuestions(model).flatMap((question) => question.claims);
    expect(claims(claimed)).toEqual(["usage", "model", "tools", "structured_output", "vision", "context"]);
    expect(claims({ ...claimed, dialect: "bedrock-converse" })).not.toContain("structured_output");
    expect(claims({ ...claimed, features: [], inputModalities: ["text"], contextLength: 4_000 })).toEqual([
      "usage",
      "model",
    ]);
  });
});

describe("usage", () => {
  it("that our own count bears out is honest, and far more or less is not", () => {
    expect(verdict("usage", [text("harbour"), used(190, 2)])?.ok).toBe(true);
    expect(verdict("usage", [text("harbour"), used(2_000, 2)])?.ok).toBe(false);
    expect(verdict("usage", [text("harbour"), used(3, 2)])?.ok).toBe(false);
    expect(verdict("usage", [text("harbour"), used(190, 4_000)])).toMatchObject({
      ok: false,
      came: "190 in and 4000 out were reported.",
    });
  });

  it("that is not reported says nothing", () => {
    expect(verdict("usage", [text("harbour")])).toBeUndefined();
  });
});

describe("the model", () => {
  it("may be named with a date or a path, and no other one may answer", () => {
    for (const name of ["echo-1", "acme/echo-1", "echo-1-2026-01-31", "models/Echo-1"])
      expect(verdict("model", [text("x")], name)?.ok).toBe(true);
    expect(verdict("model", [text("x")], "small-3")).toMatchObject({ ok: false, came: "It was answered by small-3." });
    expect(namedModel({ modelVersion: "gemini-x" })).toBe("gemini-x");
  });
});

describe("tools and schemas", () => {
  it("are served when what comes fits, and evidence says what came instead", () => {
    expect(verdict("tools", called('{"word":"lantern"}'))?.ok).toBe(true);
    expect(verdict("tools", called('{"word":'))).toMatchObject({
      ok: false,
      came: 'A call of look_up_word with {"word":.',
    });
    expect(verdict("tools", [text("I would look it up.")])).toMatchObject({
      ok: false,
      came: "No call. I would look it up.",
    });
    expect(verdict("structured_output", [text('{"count":3}')])?.ok).toBe(true);
    expect(verdict("structured_output", [text("Three.")])).toMatchObject({ ok: false, came: "Three." });
  });
});

describe("context", () => {
  it("that is cut in silence shows in the tokens that were read", () => {
    expect(verdict("context", [text("harbour"), used(9_000, 2)])?.ok).toBe(true);
    expect(verdict("context", [text("harbour"), used(2_048, 2)])).toMatchObject({ ok: false });
  });

  it("that is refused is not there", () => {
    const [question] = claimQuestions(claimed).filter(({ claims }) => claims.includes("context"));
    if (!question) throw new Error("not asked");
    expect(refusedClaims(question, 400, "too long")).toMatchObject([{ claim: "context", ok: false }]);
  });
});
