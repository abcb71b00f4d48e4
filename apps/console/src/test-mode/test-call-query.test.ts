import { expect, test } from "vitest";
import { readTestCallQuery, writeTestCallQuery } from "./test-call-query.ts";

test("an address keeps every choice and leaves out what makes no sense", () => {
  const query = { key: "tky_1", model: "acme/echo-1", ended: "errors", page: 3 } as const;
  const written = writeTestCallQuery(query);
  expect(readTestCallQuery(Object.fromEntries(new URLSearchParams(written)))).toEqual(query);
  expect(readTestCallQuery({ ended: "somehow", page: "0", key: ["a", "b"] })).toEqual({ page: 1 });
  expect(writeTestCallQuery({ page: 1 })).toBe("");
});
