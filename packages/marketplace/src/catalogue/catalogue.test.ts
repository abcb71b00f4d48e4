import { isUsageBucket } from "@tollgate/pricing/usage-units";
import { expect, test } from "vitest";
import { buildCatalogue } from "./build-catalogue.ts";
import { embeddedCatalogue } from "./embedded-catalogue.ts";
import { listPrice } from "./list-price.ts";
import { indexFacts, slugKey } from "./model-facts.ts";
import { modelName } from "./model-name.ts";

const NOW = new Date("2026-10-15T12:00:00Z");

test("the embedded catalogue has at least 150 models, each once, each with a complete positive price", () => {
  const catalogue = embeddedCatalogue(NOW);
  expect(catalogue.length).toBeGreaterThanOrEqual(150);
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  for (const model of catalogue) {
    expect(model.id).toMatch(/^[a-z0-9-]+\/[a-z0-9._-]+$/);
    expect(model.id.startsWith(`${model.author}/`)).toBe(true);
    expect(model.contextLength).toBeGreaterThan(0);
    expect(model.maxOutputTokens ?? 1).toBeGreaterThan(0);
    expect(model.maxOutputTokens ?? 0).toBeLessThanOrEqual(model.contextLength);
    expect(model.inputModalities).toContain("text");
    expect([...model.features].sort()).toEqual(model.features);
    expect(model.description.startsWith(model.name)).toBe(true);
    for (const bucket of ["input", "output", "cache_read", "cache_write_5m", "cache_write_1h", "reasoning"] as const)
      expect(model.prices[bucket]).toBeGreaterThan(0n);
    expect(Object.keys(model.prices).every(isUsageBucket)).toBe(true);
  }
});

test("a model that gives pictures beside words has a price for their tokens, and claims no tools by its family's name", () => {
  const painters = embeddedCatalogue(NOW).filter(({ outputModalities }) => outputModalities.includes("image"));
  expect(painters.map(({ id }) => id)).toContain("google/gemini-2.5-flash-image");
  for (const { outputModalities, prices, features } of painters) {
    expect(outputModalities).toEqual(["text", "image"]);
    expect(prices.output_image).toBeGreaterThan(prices.output ?? 0n);
    expect(features).not.toContain("tools");
  }
});

test("the catalogue is the same every time it is built", () => {
  expect(embeddedCatalogue(NOW)).toEqual(embeddedCatalogue(NOW));
});

test("published decimals become unit prices without losing a digit", () => {
  expect(listPrice({ input_mtok: 0.039, output_mtok: 0.18, cache_read_mtok: 0.0098 }, NOW)).toEqual({
    input: 39_000_000n,
    output: 180_000_000n,
    cache_read: 9_800_000n,
    cache_write_5m: 39_000_000n,
    cache_write_1h: 39_000_000n,
    reasoning: 180_000_000n,
  });
});

test("tiered prices take the base tier, and a long cache write costs at least the short one", () => {
  expect(
    listPrice({ input_mtok: { base: 1.25 }, output_mtok: { base: 10 }, cache_write_mtok: 1.5625 }, NOW),
  ).toMatchObject({ input: 1_250_000_000n, output: 10_000_000_000n, cache_write_1h: 1_562_500_000n });
});

test("a dated price applies from its day on", () => {
  const dated = [
    { prices: { input_mtok: 5, output_mtok: 25 } },
    { constraint: { type: "start_date", start_date: "2026-10-15" }, prices: { input_mtok: 4, output_mtok: 20 } },
  ];
  expect(listPrice(dated, new Date("2026-10-14T23:59:59Z"))?.input).toBe(5_000_000_000n);
  expect(listPrice(dated, NOW)?.input).toBe(4_000_000_000n);
});

test.each([
  ["free", { input_mtok: 0, output_mtok: 0 }],
  ["priced for input only", { input_mtok: 1 }],
  ["priced below what a decimal can carry", { input_mtok: 1e-10, output_mtok: 1 }],
])("a model that is %s is not offered", (_what, prices) => {
  expect(listPrice(prices, NOW)).toBeNull();
});

test("models of unknown authors, variants, aliases, other modalities and unknown contexts are left out", () => {
  const prices = { input_mtok: 1, output_mtok: 2 };
  const context_window = 8_192;
  const ids = ["nobody/model", "openai/gpt-4o:free", "~openai/gpt-latest", "openai/gpt-5-image", "openai/gpt-4o"];
  const priced = [...ids.map((id) => ({ id, prices, context_window })), { id: "openai/gpt-9", prices }];
  const catalogue = buildCatalogue({ priced, facts: new Map(), contexts: new Map() }, NOW);
  expect(catalogue.map(({ id }) => id)).toEqual(["openai/gpt-4o"]);
});

test("a trusted registry is believed; among hosts the largest limit counts", () => {
  const host = (id: string, context: number) => ({ id, limit: { context } });
  const facts = indexFacts([host("a/one", 10)], [host("x/one", 99), host("x/two", 5), host("y/two", 7)]);
  expect(facts.get("one")?.contextLength).toBe(10);
  expect(facts.get("two")?.contextLength).toBe(7);
});

test("names of hosts and of authors meet in one key", () => {
  expect(slugKey("anthropic/claude-3.5-haiku")).toBe(slugKey("claude-3-5-haiku-latest"));
  expect(slugKey("amazon/nova-lite-v1")).toBe(slugKey("us.amazon.nova-lite-v1:0"));
});

test.each([
  ["claude-opus-4.5", "Claude Opus 4.5"],
  ["gpt-4o", "GPT-4o"],
  ["gemini-2.5-flash", "Gemini 2.5 Flash"],
  ["qwen3-235b-a22b", "Qwen3 235B A22B"],
  ["deepseek-r1", "DeepSeek R1"],
])("an unpublished name is spelt from the slug: %s", (slug, name) => {
  expect(modelName(slug, undefined)).toBe(name);
});
