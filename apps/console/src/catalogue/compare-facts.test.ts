import { expect, test } from "vitest";
import { cheapest, factRows, priceRows } from "./compare-facts.ts";
import type { ModelDetail } from "./load-models.ts";

function model(id: string, prices: Record<string, bigint>[], signals: ModelDetail["offers"][number]["signals"]) {
  const offers = prices.map((own, at) => ({
    id: `${id}-${at}`,
    provider: { slug: "p", name: "P" },
    isDemo: false,
    contextLength: 1,
    maxOutputTokens: null,
    prices: own,
    dataPolicy: at === 0 ? ("no_training" as const) : ("may_train" as const),
    quantization: null,
    signals,
    healthy: true,
  }));
  const facts = { name: id, author: "a", description: "", contextLength: 128_000, maxOutputTokens: null };
  const abilities = {
    inputModalities: ["text", "image"],
    outputModalities: ["text"],
    kind: "chat" as const,
    piece: null,
    features: ["tools"],
  };
  const ranges = { input: null, output: null, providers: [], isDemo: false, releasedAt: null };
  return { id, ...facts, ...abilities, ...ranges, offers } satisfies ModelDetail;
}

const one = model(
  "one",
  [
    { input: 5n, output: 9n, search: 7n },
    { input: 3n, output: 9n },
  ],
  null,
);
const two = model("two", [{ output: 8n, input: 4n }], {
  uptime5m: 1,
  uptime30m: 1,
  uptime1d: 0.5,
  latencyMs: { p50: 300, p75: 350, p90: 400, p99: 500 },
  tokensPerSecond: { p50: 41.6, p75: 30, p90: 10, p99: 5 },
  toolCallValidity: null,
});

test("every bucket anyone prices has a row, input and output first, with the range of each model", () => {
  expect(priceRows([one, two])).toEqual([
    {
      bucket: "input",
      label: "Input",
      ranges: [
        { fromNano: 3n, toNano: 5n },
        { fromNano: 4n, toNano: 4n },
      ],
    },
    {
      bucket: "output",
      label: "Output",
      ranges: [
        { fromNano: 9n, toNano: 9n },
        { fromNano: 8n, toNano: 8n },
      ],
    },
    { bucket: "search", label: "Search", ranges: [{ fromNano: 7n, toNano: 7n }, null] },
  ]);
});

test("the lowest is marked only where others are higher", () => {
  const range = (nano: bigint) => ({ fromNano: nano, toNano: nano });
  expect([...cheapest([range(3n), null, range(2n)])]).toEqual([2]);
  expect([...cheapest([range(2n), range(2n)])]).toEqual([]);
  expect([...cheapest([null, range(2n)])]).toEqual([]);
});

test("facts are told per model, and what was not measured is said so", () => {
  const rows = new Map(factRows([one, two]).map(({ label, values }) => [label, values]));
  expect(rows.get("Reads")).toEqual(["Text, image", "Text, image"]);
  expect(rows.get("Most private policy")).toEqual(["No training", "No training"]);
  expect(rows.get("Best uptime, 24 h")).toEqual(["No calls lately", "50%"]);
  expect(rows.get("Fastest writing")).toEqual(["No calls lately", "42 tokens / s"]);
});
