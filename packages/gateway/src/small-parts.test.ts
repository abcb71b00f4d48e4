import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallIds, parseGenerationId, toGenerationId } from "./call-id.ts";
import { nanoToUsd, usdToNano } from "./decimal.ts";
import { isAddressAllowed, parseRanges } from "./egress.ts";
import { readErrorBody } from "./error-object.ts";
import { ERROR_CATALOGUE, errorBody, type GatewayErrorCode } from "./errors.ts";
import { estimateUnits } from "./estimate-units.ts";
import { topLevelMembers } from "./json-members.ts";
import { loadTokenCounter } from "./load-token-counter.ts";
import { readUnaryReply, writeUnaryReply } from "./unary-reply.ts";
import { writeUsage } from "./write-usage.ts";

describe("call ids", () => {
  it("are uuids v7 that only grow, also when the clock steps back or a millisecond is full", () => {
    const ids = new CallIds("0123456789abcdef");
    const made = [1000, 1000, 999].map((ms) => ids.next(ms));
    for (let i = 0; i < 5000; i += 1) made.push(ids.next(1000));
    expect(new Set(made).size).toBe(made.length);
    expect([...made].sort()).toEqual(made);
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("come back from their shown form", () => {
    const id = new CallIds("fedcba9876543210").next(1_770_000_000_000);
    expect(parseGenerationId(toGenerationId(id))).toBe(id);
    expect(parseGenerationId("gen-xyz")).toBeNull();
  });
});

describe("amounts", () => {
  it("go to text and back without losing a nano", () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 20n), (nano) => void expect(usdToNano(nanoToUsd(nano))).toBe(nano)));
    expect(usdToNano(1e-9)).toBe(1n);
    expect(usdToNano("-1")).toBeNull();
    expect(usdToNano("0x10")).toBeNull();
  });

  it("stand in usage as exact decimals", () => {
    const legs = {
      costNano: 9_007_199_254_740_993n,
      feeNano: 1n,
      surchargeNano: 0n,
      chargeNano: 9_007_199_254_740_994n,
    };
    expect(
      writeUsage(
        { prompt_tokens: 1, cost: 99 },
        { legs, completionNano: 0n, estimated: false, surface: "gemini-generate" },
      ),
    ).toBe(
      '{"prompt_tokens":1,"cost":9007199.254740994,"cost_details":{"provider_cost":9007199.254740993,"platform_fee":0.000000001,"surcharge":0}}',
    );
  });

  it("are no number while a unit has no price: nothing would be a promise", () => {
    const shown = { legs: null, completionNano: 0n, estimated: false, surface: "openai-chat" } as const;
    expect(writeUsage({ total_tokens: 3 }, shown)).toBe('{"total_tokens":3,"cost":null}');
  });

  it("name the two parts of the provider's cost as OpenRouter's clients do, and the parts make up the whole", () => {
    const legs = { costNano: 10n, feeNano: 0n, surchargeNano: 0n, chargeNano: 10n };
    const shown = (completionNano: bigint, surface: "openai-chat" | "openai-responses") =>
      JSON.parse(writeUsage({}, { legs, completionNano, estimated: false, surface })).cost_details;
    expect(shown(4n, "openai-chat")).toMatchObject({
      upstream_inference_prompt_cost: 6e-9,
      upstream_inference_completions_cost: 4e-9,
    });
    expect(shown(11n, "openai-responses")).toMatchObject({
      upstream_inference_input_cost: 0,
      upstream_inference_output_cost: 1e-8,
    });
  });
});

describe("the egress guard", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fe80::1",
    "fd00::1",
  ])("refuses %s", (address) => {
    expect(isAddressAllowed(address, [])).toBe(false);
  });
  it.each(["::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "nonsense", "224.0.0.1"])(
    "refuses %s in disguise",
    (address) => {
      expect(isAddressAllowed(address, [])).toBe(false);
    },
  );
  it("lets public addresses and what the operator opened through", () => {
    expect(isAddressAllowed("1.1.1.1", [])).toBe(true);
    expect(isAddressAllowed("2606:4700::1111", [])).toBe(true);
    const opened = parseRanges("127.0.0.1/32, 10.0.0.0/8, ::1");
    expect(["127.0.0.1", "10.9.9.9", "::1"].every((address) => isAddressAllowed(address, opened))).toBe(true);
    expect(isAddressAllowed("127.0.0.2", opened)).toBe(false);
  });
});

describe("errors", () => {
  it("each have a status, a type and one sentence with an end", () => {
    for (const code of Object.keys(ERROR_CATALOGUE)) {
      const { error } = errorBody(code as GatewayErrorCode);
      expect(error.message).toMatch(/^[A-Z].*[.]?$/);
      expect(error.message).not.toContain("undefined");
      expect(ERROR_CATALOGUE[code as GatewayErrorCode].status).toBeGreaterThanOrEqual(400);
    }
  });

  it("of vendors are shown without keys they echo", () => {
    const body = JSON.stringify({ error: { message: "Incorrect API key provided: sk-proj-abcdef123456" } });
    expect(readErrorBody(body, 401).message).toBe("Incorrect API key provided: [key]");
  });
});

describe("members of an object", () => {
  it("are found where JSON.parse finds them", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 2), (object, indent) => {
        const text = JSON.stringify(object, null, indent);
        const members = topLevelMembers(text) ?? [];
        const found = Object.fromEntries(members.map((m) => [m.key, JSON.parse(text.slice(m.valueStart, m.valueEnd))]));
        expect(found).toEqual(JSON.parse(text));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void topLevelMembers(text)));
  });
});

describe("a unary reply", () => {
  it("keeps everything but identity and usage byte for byte", () => {
    const bytes =
      '{"id":"x","choices":[{"message":{"content":"\\u00e9 \\"id\\""},"finish_reason":"stop"}],"model":"m","z": 1.0,"usage":{"prompt_tokens":1}}';
    const reply = readUnaryReply(bytes);
    if (reply.kind !== "completion") throw new Error(reply.kind);
    expect([reply.hasContent, reply.finishReason, reply.usage]).toEqual([true, "stop", { prompt_tokens: 1 }]);
    expect(writeUnaryReply(reply, { generationId: "gen-1", model: "a/b", provider: "P" }, '{"cost":0}')).toBe(
      '{"id":"gen-1","provider":"P","model":"a/b","choices":[{"message":{"content":"\\u00e9 \\"id\\""},"finish_reason":"stop"}],"z": 1.0,"system_fingerprint":null,"usage":{"cost":0}}',
    );
  });

  it("that is an error or no JSON is not taken for an answer", () => {
    expect(readUnaryReply('{"error":{"message":"no","code":429}}')).toMatchObject({
      kind: "error",
      error: { status: 429 },
    });
    expect(readUnaryReply("<html>")).toEqual({ kind: "unreadable" });
  });
});

describe("an estimate", () => {
  it("counts text with a real tokenizer and goes on by ratio for what was not kept", async () => {
    const countTokens = await loadTokenCounter();
    const outputText = "The quick brown fox jumps over the lazy dog.";
    const body = { messages: [{ role: "user", content: "Hello <|endoftext|>" }] };
    const units = estimateUnits({
      prompt: { surface: "openai-chat", body },
      outputText,
      outputBeyond: outputText.length,
      countTokens,
    });
    expect(units.output).toBe(20);
    expect(units.input).toBeGreaterThan(6);
  });
});
