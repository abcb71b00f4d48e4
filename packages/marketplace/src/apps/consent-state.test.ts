import { expect, test } from "vitest";
import { consentState } from "./consent-state.ts";
import { decideConsent } from "./decide-consent.ts";
import { type MarginView, marginTimeline } from "./margin-view.ts";
import { decideMargin } from "./next-margin.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const LATER = new Date("2026-12-04T12:00:00Z");

const margin = (version: number, basisPoints: number, effectiveAt = new Date(0)): MarginView => ({
  id: `mgn_${version}`,
  version,
  basisPoints,
  perRequestNano: 0n,
  perMillionTokensNano: 0n,
  perMillionUnitsNano: {},
  minimumNano: 0n,
  capNano: null,
  sponsoredMonthlyNano: 0n,
  overrides: {},
  effectiveAt,
  createdAt: new Date(0),
  withdrawnAt: null,
});

const active = (marginVersionId: string) => ({ status: "active" as const, marginVersionId });

test("a lower margin applies at once, whoever pays", () => {
  const decision = decideMargin(
    margin(2, 1000),
    { inForce: margin(1, 2000), scheduled: [], activeGrants: 3 },
    { now: NOW },
  );
  expect(decision).toEqual({ needsConsent: false, effectiveAt: NOW });
});

test("a higher margin is announced fourteen days ahead to those who pay", () => {
  const decision = decideMargin(
    margin(2, 2001),
    { inForce: margin(1, 2000), scheduled: [], activeGrants: 1 },
    { now: NOW },
  );
  expect(decision).toEqual({ needsConsent: true, effectiveAt: LATER });
});

test("a higher margin that nobody pays yet applies at once", () => {
  const decision = decideMargin(
    margin(2, 9000),
    { inForce: margin(1, 2000), scheduled: [], activeGrants: 0 },
    { now: NOW },
  );
  expect(decision).toEqual({ needsConsent: false, effectiveAt: NOW });
});

test("an announced margin waits for consent while the accepted one applies", () => {
  expect(consentState([margin(1, 1000), margin(2, 2000, LATER)], active("mgn_1"), NOW)).toMatchObject({
    state: "active",
    applied: { id: "mgn_1" },
    proposed: { id: "mgn_2" },
  });
});

test("once it is in force without consent, nothing applies and calls are refused", () => {
  expect(consentState([margin(1, 1000), margin(2, 2000, LATER)], active("mgn_1"), LATER)).toMatchObject({
    state: "consent_required",
    applied: null,
    proposed: { id: "mgn_2" },
  });
});

test("consent given ahead changes nothing until the day and leaves no gap after it", () => {
  const margins = [margin(1, 1000), margin(2, 2000, LATER)];
  const change = { acceptedId: "mgn_1", proposedId: "mgn_2" };
  expect(decideConsent(margins, change, NOW)).toEqual({ kind: "accepted" });
  expect(consentState(margins, active("mgn_2"), NOW)).toMatchObject({ applied: { id: "mgn_1" }, proposed: null });
  expect(consentState(margins, active("mgn_2"), LATER)).toMatchObject({ applied: { id: "mgn_2" }, proposed: null });
});

test("a margin that mixes higher and lower parts cannot be accepted ahead", () => {
  const mixed = { ...margin(2, 500, LATER), perRequestNano: 5n };
  const decision = decideConsent([margin(1, 1000), mixed], { acceptedId: "mgn_1", proposedId: "mgn_2" }, NOW);
  expect(decision.kind).toBe("refused");
});

test("an overtaken margin can no longer be accepted", () => {
  const margins = [margin(1, 1000), margin(2, 2000, LATER), margin(3, 900)];
  expect(decideConsent(margins, { acceptedId: "mgn_1", proposedId: "mgn_2" }, NOW).kind).toBe("refused");
  expect(consentState(margins, active("mgn_1"), LATER)).toMatchObject({ applied: { id: "mgn_3" }, proposed: null });
});

test("a chosen day holds when the notice is over by then, and is refused with the first possible day before", () => {
  const standing = { inForce: margin(1, 2000), scheduled: [], activeGrants: 1 };
  const decide = (basisPoints: number, effectiveOn: string) =>
    decideMargin(margin(2, basisPoints), standing, { now: NOW, effectiveOn });
  expect(decide(2500, "2026-12-05").effectiveAt).toEqual(new Date("2026-12-05T00:00:00Z"));
  expect(decide(1500, "2026-11-21").effectiveAt).toEqual(new Date("2026-11-21T00:00:00Z"));
  expect(() => decide(2500, "2026-12-04")).toThrow("2026-12-05");
  expect(() => decide(1500, "2026-11-20")).toThrow("2026-11-21");
  expect(() => decide(1500, "2027-12-25")).toThrow("at most a year ahead");
});

test("giving up part of an announced cut is a rise, and needs its notice", () => {
  const standing = { inForce: margin(1, 2000), scheduled: [margin(2, 1000, LATER)], activeGrants: 1 };
  expect(decideMargin(margin(3, 1500), standing, { now: NOW }).needsConsent).toBe(true);
  expect(decideMargin(margin(3, 1000), standing, { now: NOW }).needsConsent).toBe(false);
});

test("terms of its own for one model that are higher make the whole margin wait for consent", () => {
  const standing = { inForce: margin(1, 2000), scheduled: [], activeGrants: 1 };
  const named = { ...margin(2, 1000), overrides: { "acme/one": margin(0, 2001) } };
  expect(decideMargin(named, standing, { now: NOW }).needsConsent).toBe(true);
});

test("scheduled margins come in the order of their days, without those that were withdrawn or overtaken", () => {
  const day = (n: number) => new Date(LATER.getTime() + n * 86_400_000);
  const withdrawn = { ...margin(4, 700, day(1)), withdrawnAt: NOW };
  const { inForce, pending, scheduled } = marginTimeline(
    [margin(1, 1000), margin(2, 900, day(3)), margin(3, 800, day(2)), withdrawn, margin(5, 600, day(9))],
    NOW,
  );
  expect(inForce?.id).toBe("mgn_1");
  expect(pending?.id).toBe("mgn_3");
  expect(scheduled.map(({ id }) => id)).toEqual(["mgn_3", "mgn_5"]);
});

test("an announced cut waits for nobody's consent", () => {
  expect(consentState([margin(1, 1000), margin(2, 900, LATER)], active("mgn_1"), NOW)).toMatchObject({
    state: "active",
    proposed: null,
  });
});
