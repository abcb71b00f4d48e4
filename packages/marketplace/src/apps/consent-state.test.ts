import { expect, test } from "vitest";
import { consentState } from "./consent-state.ts";
import { decideConsent } from "./decide-consent.ts";
import type { MarginView } from "./margin-view.ts";
import { decideMargin } from "./next-margin.ts";
import { workedExample } from "./worked-example.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const LATER = new Date("2026-12-04T12:00:00Z");

const margin = (version: number, basisPoints: number, effectiveAt = new Date(0)): MarginView => ({
  id: `mgn_${version}`,
  version,
  basisPoints,
  perRequestNano: 0n,
  perMillionTokensNano: 0n,
  minimumNano: 0n,
  capNano: null,
  effectiveAt,
  createdAt: new Date(0),
});

const active = (marginVersionId: string) => ({ status: "active" as const, marginVersionId });

test("a lower margin applies at once, whoever pays", () => {
  const decision = decideMargin(margin(2, 1000), { inForce: margin(1, 2000), activeGrants: 3 }, NOW);
  expect(decision).toEqual({ needsConsent: false, effectiveAt: NOW });
});

test("a higher margin is announced fourteen days ahead to those who pay", () => {
  const decision = decideMargin(margin(2, 2001), { inForce: margin(1, 2000), activeGrants: 1 }, NOW);
  expect(decision).toEqual({ needsConsent: true, effectiveAt: LATER });
});

test("a higher margin that nobody pays yet applies at once", () => {
  const decision = decideMargin(margin(2, 9000), { inForce: margin(1, 2000), activeGrants: 0 }, NOW);
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

test("the worked example adds up", () => {
  const example = workedExample({ basisPoints: 500, fixedNano: 0n }, margin(1, 2000));
  expect(example).toMatchObject({ costNano: 10_000_000n, feeNano: 500_000n, surchargeNano: 2_000_000n });
  expect(example.chargeNano).toBe(example.costNano + example.feeNano + example.surchargeNano);
});
