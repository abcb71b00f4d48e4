import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ChatStreamTap } from "../chat-stream-tap.ts";
import { checkToolCalls, offersTools } from "./check-tool-calls.ts";
import { fitsSchema } from "./fits-schema.ts";
import { ToolCallsSeen } from "./tool-calls-seen.ts";

const WEATHER = {
  name: "weather",
  description: null,
  strict: null,
  parameters: {
    type: "object",
    properties: { city: { type: "string" }, days: { type: "integer", minimum: 1, maximum: 7 } },
    required: ["city"],
    additionalProperties: false,
  },
};
const offered = { tools: [WEATHER, { ...WEATHER, name: "ping", parameters: {} }], unknown: [] };

function tally(...calls: [string, string | null][]) {
  return checkToolCalls(
    calls.map(([name, text]) => ({ name, arguments: text })),
    offered,
    {},
  );
}

describe("calls of tools", () => {
  it("are valid when the tool was offered and the arguments are JSON that fits its schema", () => {
    expect(tally(["weather", '{"city":"Bern","days":3}'], ["ping", ""], ["ping", "{}"])).toEqual({
      calls: 3,
      valid: 3,
    });
    expect(tally(["weather", '{"city":"Bern"'])).toEqual({ calls: 1, valid: 0 });
    expect(tally(["weather", "{}"], ["weather", '{"city":1}'], ["weather", '{"city":"a","days":9}'])).toEqual({
      calls: 3,
      valid: 0,
    });
    expect(tally(["weather", '{"city":"a","more":1}'], ["made_up", "{}"])).toEqual({ calls: 2, valid: 0 });
  });

  it("are not counted where nobody can judge them", () => {
    expect(tally()).toBeNull();
    expect(tally(["weather", null])).toBeNull();
    const grouped = { tools: [{ type: "namespace", name: "files" }] };
    expect(checkToolCalls([{ name: "read", arguments: "{}" }], offered, grouped)).toBeNull();
    expect(checkToolCalls([{ name: "web", arguments: "{}" }], { ...offered, unknown: ["tools[1]"] }, {})).toBeNull();
  });

  it("are looked for only where tools were offered", () => {
    expect(offersTools({ tools: [{}] })).toBe(true);
    expect(offersTools({ tools: [] })).toBe(false);
    expect(offersTools({})).toBe(false);
  });
});

describe("a schema", () => {
  it("is followed through references, choices, items and Gemini's spelling", () => {
    const tree = {
      $ref: "#/$defs/node",
      $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" } } } },
    };
    expect(fitsSchema(tree, { next: { next: {} } })).toBe(true);
    expect(fitsSchema(tree, { next: { next: 1 } })).toBe(false);
    expect(fitsSchema({ anyOf: [{ type: "null" }, { enum: ["a", "b"] }] }, "c")).toBe(false);
    expect(fitsSchema({ type: ["string", "null"] }, null)).toBe(true);
    expect(fitsSchema({ type: "STRING", nullable: true }, null)).toBe(true);
    expect(fitsSchema({ type: "ARRAY", items: { type: "NUMBER" }, minItems: 1 }, ["x"])).toBe(false);
    expect(fitsSchema({ type: "array", prefixItems: [{ type: "string" }], items: false }, ["x"])).toBe(true);
    expect(
      fitsSchema({ type: "object", patternProperties: { "^x": {} }, additionalProperties: false }, { x1: 1 }),
    ).toBe(true);
    expect(fitsSchema({ const: { a: 1 } }, { a: 1 })).toBe(true);
    expect(fitsSchema({ pattern: "^a$", format: "date" }, "anything")).toBe(true);
  });

  it("never throws nor hangs, whatever it and the value are", () => {
    const loop = { $ref: "#" };
    expect(fitsSchema(loop, {})).toBe(true);
    const wide = { anyOf: Array.from({ length: 50 }, () => ({ allOf: [{ $ref: "#" }] })) };
    expect(typeof fitsSchema(wide, {})).toBe("boolean");
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (schema, value) => typeof fitsSchema(schema, value) === "boolean"),
    );
  });
});

describe("a stream's calls of tools", () => {
  const delta = (calls: object[]) =>
    `data: ${JSON.stringify({ id: "c", model: "m", choices: [{ index: 0, delta: { tool_calls: calls } }] })}\n\n`;
  const text =
    delta([{ index: 0, id: "a", function: { name: "weather", arguments: "" } }]) +
    delta([{ index: 0, function: { arguments: '{"city":' } }]) +
    delta([{ index: 1, id: "b", function: { name: "ping", arguments: "{}" } }]) +
    delta([{ index: 0, function: { arguments: '"Zürich"}' } }]);
  const bytes = Buffer.from(text).toString("latin1");

  it("are put together whatever pieces the bytes come in", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 8 }), (cuts) => {
        const tap = new ChatStreamTap({ generationId: "gen-1", model: "m", provider: "p" });
        tap.toolCalls = new ToolCallsSeen();
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        for (let i = 1; i < at.length; i += 1) tap.push(bytes.slice(at[i - 1], at[i]));
        expect(tap.toolCalls.calls).toEqual([
          { name: "weather", arguments: '{"city":"Zürich"}' },
          { name: "ping", arguments: "{}" },
        ]);
      }),
    );
  });

  it("are apart where a vendor gives all of them one index", () => {
    const seen = new ToolCallsSeen();
    seen.noteChunk(delta([{ index: 0, id: "a", function: { name: "ping", arguments: "{}" } }]));
    seen.noteChunk(delta([{ index: 0, id: "b", function: { name: "ping", arguments: "{}" } }]));
    expect(seen.calls).toHaveLength(2);
  });
});
