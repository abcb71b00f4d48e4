import { expect, test } from "vitest";
import { readPlaygroundQuery, writePlaygroundQuery } from "./playground-query.ts";

const KNOWN = new Set(["a/one", "a/two", "a/three", "a/four"]);

test("a link opens the same models with the same settings", () => {
  const query = readPlaygroundQuery(
    { models: "a/one,a/two", system: "Be brief.", temperature: "0.5", max_tokens: "100", sort: "latency" },
    KNOWN,
  );
  const address = Object.fromEntries(new URLSearchParams(writePlaygroundQuery(query)));
  expect(readPlaygroundQuery(address, KNOWN)).toEqual(query);
  expect(query).toMatchObject({ models: ["a/one", "a/two"], settings: { temperature: 0.5, maxTokens: 100 } });
});

test("what makes no sense in an address is left out", () => {
  const query = readPlaygroundQuery(
    { models: "a/one,a/one,b/none,a/two,a/three,a/four", temperature: "hot", top_p: "7", sort: "luck" },
    KNOWN,
  );
  expect(query.models).toEqual(["a/one", "a/two", "a/three"]);
  expect(query.settings).toMatchObject({ temperature: null, topP: null, sort: null });
});
