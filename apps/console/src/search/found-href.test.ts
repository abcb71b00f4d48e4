import { expect, test } from "vitest";
import { type Found, foundHref, KIND_WORDS } from "./found-href.ts";

const found = (kind: Found["kind"], id: string): Found => ({
  kind,
  id,
  title: "T",
  detail: "",
  workspace: null,
  at: null,
});

test("what is found leads where the person may go, and nowhere else", () => {
  expect(foundHref(found("call", "gen-1"), false)).toBe("/operator/calls/gen-1");
  expect(foundHref(found("journal", "j"), false)).toBeUndefined();
  expect(foundHref(found("journal", "j"), true)).toBe("/finance/ledger/j");
  expect(foundHref(found("user", "usr_1"), true)).toBeUndefined();
  expect(Object.values(KIND_WORDS).every((word) => word !== "")).toBe(true);
});
