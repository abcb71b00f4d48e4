import { expect, test } from "vitest";
import { within } from "./within.ts";

test("work that never ends is not waited for beyond its time", async () => {
  expect(await within(5, new Promise(() => undefined))).toBe(false);
});

test("work that ends is told from work that fails", async () => {
  expect(await within(60_000, Promise.resolve())).toBe(true);
  expect(await within(60_000, Promise.reject(new Error("Redis is away")))).toBe(false);
});
