import { expect, test } from "vitest";
import { slugOf } from "./slug-of.ts";

test.each([
  ["Blue Harbor GmbH", "blue-harbor-gmbh"],
  ["  Müller & Söhne ", "muller-sohne"],
  ["Ada’s and Bob's", "adas-and-bobs"],
  ["日本", ""],
  [`${"a".repeat(39)} b`, "a".repeat(39)],
])("%s becomes %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
