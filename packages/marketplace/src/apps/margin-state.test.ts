import { expect, test } from "vitest";
import { marginState } from "./margin-state.ts";
import { type MarginView, marginTimeline } from "./margin-view.ts";

const NOW = new Date("2026-11-25T12:00:00Z");
const SOON = new Date("2026-12-10T00:00:00Z");
const LATER = new Date("2026-12-20T00:00:00Z");

function margin(version: number, basisPoints: number, more: Partial<MarginView> = {}): MarginView {
  return {
    ...{ id: `mgn_${version}`, version, basisPoints, perRequestNano: 0n, perMillionTokensNano: 0n },
    ...{ perMillionUnitsNano: {}, minimumNano: 0n, capNano: null, sponsoredMonthlyNano: 0n, overrides: {} },
    ...{ effectiveAt: NOW, createdAt: NOW, withdrawnAt: null, ...more },
  };
}

function statesOf(margins: readonly MarginView[], now = NOW) {
  const timeline = marginTimeline(margins, now);
  return margins.map((one) => marginState(one, timeline));
}

test("of the margins still to come only one that can make a call dearer is called announced", () => {
  const cheaperForOne = { overrides: { "acme/one": { ...margin(0, 500) } } };
  const states = statesOf([
    ...[margin(1, 1_500), margin(2, 2_000), margin(3, 1_000, { effectiveAt: SOON })],
    margin(4, 2_500, { effectiveAt: LATER }),
    margin(5, 2_000, { effectiveAt: new Date("2026-12-30T00:00:00Z") }),
    margin(6, 2_000, { effectiveAt: new Date("2026-12-31T00:00:00Z"), ...cheaperForOne }),
  ]);
  expect(states).toEqual(["replaced", "in_force", "lower", "announced", "scheduled", "lower"]);
});

test("a margin taken back says so, also after its day", () => {
  const margins = [margin(1, 1_000), margin(2, 500, { effectiveAt: SOON, withdrawnAt: NOW })];
  expect(statesOf(margins)).toEqual(["in_force", "withdrawn"]);
  expect(statesOf(margins, LATER)).toEqual(["in_force", "withdrawn"]);
});

test("an announced margin is in force from its day, and the one before it replaced", () => {
  expect(statesOf([margin(1, 1_000), margin(2, 2_000, { effectiveAt: SOON })], SOON)).toEqual(["replaced", "in_force"]);
});
