import { expect, test } from "vitest";
import { type PublishedMargin, resolveMargin } from "./resolve-margin.ts";

const margin = (version: number, basisPoints: number, effectiveAtMs = 0): PublishedMargin => ({
  id: `mgn_${version}`,
  version,
  effectiveAtMs,
  basisPoints,
  perRequestNano: 0n,
  perMillionTokensNano: 0n,
  minimumNano: 0n,
  capNano: null,
});

test("a lower margin applies at once", () => {
  expect(resolveMargin([margin(1, 2000), margin(2, 1500)], "mgn_1", 10)).toMatchObject({
    kind: "margin",
    margin: { id: "mgn_2" },
  });
});

test("a higher margin needs consent once it is in force, and before that the accepted one stays", () => {
  const published = [margin(1, 2000), margin(2, 2500, 100)];
  expect(resolveMargin(published, "mgn_1", 99)).toMatchObject({ kind: "margin", margin: { id: "mgn_1" } });
  expect(resolveMargin(published, "mgn_1", 100)).toMatchObject({ kind: "consent_required", proposed: { id: "mgn_2" } });
  expect(resolveMargin(published, "mgn_2", 100)).toMatchObject({ kind: "margin", margin: { id: "mgn_2" } });
});

test("a margin that removes a cap is a higher one", () => {
  const capped = { ...margin(1, 2000), capNano: 5n };
  expect(resolveMargin([capped, margin(2, 1000)], "mgn_1", 0).kind).toBe("consent_required");
});

test("a margin accepted ahead of its time applies from its day on, without a gap", () => {
  const published = [margin(1, 2000), margin(2, 2500, 100)];
  expect(resolveMargin(published, "mgn_2", 99)).toMatchObject({ kind: "margin", margin: { id: "mgn_1" } });
  expect(resolveMargin(published, "mgn_2", 100)).toMatchObject({ kind: "margin", margin: { id: "mgn_2" } });
});
