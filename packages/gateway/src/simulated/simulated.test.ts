import { describe, expect, it } from "vitest";
import { ERROR_CATALOGUE } from "../errors.ts";
import { exampleValue } from "./example-value.ts";
import { SCENARIOS, scenarioIn } from "./scenarios.ts";
import { simulateReply } from "./simulate-reply.ts";
import type { SimulatedCall } from "./simulated-reply.ts";

const countTokens = (text: string) => text.split(/\s+/).filter(Boolean).length;

function call(body: Record<string, unknown>, more: Partial<SimulatedCall> = {}): SimulatedCall {
  return {
    surface: "openai-chat",
    body,
    stream: false,
    scenario: null,
    attempt: 1,
    countTokens,
    createdSeconds: 7,
    ...more,
  };
}

const hello = { model: "acme/echo-1", messages: [{ role: "user", content: "Hello" }] };

describe("scenarios", () => {
  it("are refused with the status that the catalogue of errors has for their code", () => {
    for (const { code, status } of SCENARIOS)
      if (code !== null) expect([code, ERROR_CATALOGUE[code].status]).toEqual([code, status]);
  });

  it("are named by `test:` and a known name, of which the last counts", () => {
    expect(scenarioIn("Say test:rate_limited, please")).toBe("rate_limited");
    expect(scenarioIn("test:rate_limited or test:length")).toBe("length");
    expect(scenarioIn("run test:unit and latest:length")).toBeNull();
  });
});

describe("the simulated model", () => {
  it("answers the same to the same, whatever it is asked before", () => {
    const first = simulateReply(call(hello));
    simulateReply(call({ ...hello, seed: 3 }));
    expect(simulateReply(call(hello))).toEqual(first);
  });

  it("gives as many answers as are asked for, and counts all of them", () => {
    const [one, three] = [1, 3].map((n) => JSON.parse(String(simulateReply(call({ ...hello, n })).pieces[0]?.bytes)));
    expect(three.choices).toHaveLength(3);
    expect(three.usage.completion_tokens).toBe(3 * one.usage.completion_tokens);
  });

  it("stops before a stop sequence", () => {
    const reply = JSON.parse(String(simulateReply(call({ ...hello, stop: ["answer"] })).pieces[0]?.bytes));
    expect(reply.choices[0].message.content.trim()).toBe("This is a test");
  });

  it("fails at the first attempt only when a failover is asked for", () => {
    expect(simulateReply(call(hello, { scenario: "failover" })).status).toBe(503);
    expect(simulateReply(call(hello, { scenario: "failover", attempt: 2 })).status).toBe(200);
  });

  it("breaks a stream off after five words, and a whole answer before any", () => {
    const streamed = simulateReply(call(hello, { scenario: "stream_interrupted", stream: true }));
    expect([streamed.pieces.length, streamed.breaksOff]).toEqual([5, true]);
    expect(simulateReply(call(hello, { scenario: "stream_interrupted" })).pieces).toEqual([]);
  });
});

describe("values for a schema", () => {
  it.each([
    [{ type: "string", enum: ["red", "blue"] }, "red"],
    [{ const: 7 }, 7],
    [{ type: ["null", "integer"], minimum: 4 }, 4],
    [{ type: "integer", maximum: -2 }, -2],
    [{ type: "number", exclusiveMinimum: 3, multipleOf: 2 }, 6],
    [{ type: "string", minLength: 12 }, "test value.."],
    [{ type: "string", format: "date" }, "2026-01-31"],
    [{ type: "array", items: { type: "boolean" }, minItems: 2 }, [true, true]],
    [{ anyOf: [{ type: "null" }, { type: "boolean" }] }, true],
    [{ allOf: [{ properties: { a: { type: "null" } } }, { properties: { b: { const: 1 } } }] }, { a: null, b: 1 }],
    [{ $ref: "#/$defs/id", $defs: { id: { type: "integer" } } }, 1],
  ])("%j fits", (schema, value) => {
    expect(exampleValue(schema)).toEqual(value);
  });

  it("end where a schema contains itself", () => {
    const schema = { type: "object", properties: { next: { $ref: "#" } }, required: ["next"] };
    expect(JSON.stringify(exampleValue(schema)).length).toBeLessThan(200);
  });
});
