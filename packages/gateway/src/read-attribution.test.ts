import { expect, test } from "vitest";
import { readAttribution } from "./read-attribution.ts";

test("a call says who it is for in the words of its own API, and headers come first", () => {
  expect(readAttribution({ user: "u-1", metadata: { tenant: "acme", feature: "chat" } }, {})).toEqual({
    user: "u-1",
    tenant: "acme",
    feature: "chat",
  });
  expect(readAttribution({ safety_identifier: "u-2" }, {})).toMatchObject({ user: "u-2" });
  expect(readAttribution({ metadata: { user_id: "u-3" } }, {})).toMatchObject({ user: "u-3" });
  expect(readAttribution({ user: "u-1" }, { "x-tollgate-user": "u-4", "x-tollgate-feature": " search " })).toEqual({
    user: "u-4",
    tenant: undefined,
    feature: "search",
  });
});

test("what is no short text is ignored, never refused", () => {
  for (const body of [{}, { user: 7 }, { user: "" }, { user: "x".repeat(129) }, { metadata: "no" }, { metadata: [] }])
    expect(readAttribution(body, { "x-tollgate-tenant": ["a", "b"] })).toBeNull();
});
