import { expect, test } from "vitest";
import { compareCatalogue } from "./catalogue-difference.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";

const entry: CatalogueEntry = {
  id: "acme/one",
  name: "One",
  author: "acme",
  description: "One by Acme.",
  contextLength: 8_000,
  maxOutputTokens: null,
  inputModalities: ["text"],
  outputModalities: ["text"],
  features: ["tools"],
  releasedAt: null,
  prices: { input: 1_500_000_000n, output: 39_000_000n },
};

test("a refresh says what is new, what changed and how, what is gone, and how much stayed", () => {
  const known = new Map([
    ["acme/one", { ...entry, contextLength: 4_000, prices: { input: 2_000_000_000n, cache_read: 1n } }],
    ["acme/same", { ...entry, id: "acme/same" }],
    ["acme/old", { ...entry, id: "acme/old" }],
  ]);
  const entries = [entry, { ...entry, id: "acme/same" }, { ...entry, id: "acme/new" }];
  expect(compareCatalogue(entries, known)).toEqual({
    added: ["acme/new"],
    changed: [
      {
        id: "acme/one",
        changes: [
          { what: "context", from: "4000", to: "8000" },
          { what: "price of cache_read", from: "0.000000001", to: null },
          { what: "price of input", from: "2", to: "1.5" },
          { what: "price of output", from: null, to: "0.039" },
        ],
      },
    ],
    gone: ["acme/old"],
    unchanged: 1,
  });
});
