import { expect, test } from "vitest";
import { safeNextPath } from "./next-path.ts";

test.each(["/w/acme/keys", "/finance/payouts?month=2026-11", "/"])("%s is kept", (path) => {
  expect(safeNextPath(path)).toBe(path);
});

test.each([
  "https://evil.test",
  "//evil.test",
  "/\\evil.test",
  "/..//evil.test",
  "\t//evil.test",
  "javascript:alert(1)",
  "",
  undefined,
  ["/a"],
])("signing in never leads off this site: %j", (path) => {
  expect(safeNextPath(path)).toBe("/home");
});
