import { expect, test } from "vitest";
import { judgeCalls, type RecordedCall } from "./judge-calls.ts";
import { chargeOf, knownCall, legsOf } from "./known-call.ts";
import type { MadeCall } from "./load.ts";

const key = { id: "key_a", key: "tg-a", workspaceId: "wsp_a", viaApp: true, limitNano: null } as const;
const call = knownCall(1, 0);
const legs = legsOf(call, "demo-harbor", true);
const charge = chargeOf(legs);

function made(answer: MadeCall["answer"]): MadeCall {
  return { call, key, proxy: 0, askedAtMs: 0, answeredAtMs: 1, answer };
}

const acknowledged = made({ kind: "acknowledged", callId: "1", provider: "demo-harbor", costNano: charge });
const row: RecordedCall = {
  ...{ id: "1", workspaceId: "wsp_a", keyId: "key_a", provider: "demo-harbor" },
  ...{ input: call.input, output: call.output, outcome: "completed", source: "reported", legs },
};
const voided = { ...row, outcome: "void", source: "none", legs: { cost: 0n, fee: 0n, surcharge: 0n } };
const sure = () => "none" as const;

test("an acknowledged call that is charged once and exactly is what should be", () => {
  expect(judgeCalls([acknowledged], [row], sure)).toMatchObject({
    ...{ acknowledged: 1, absorbed: 0, lostNano: 0n, overchargedNano: 0n, chargedNano: charge, problems: [] },
  });
});

test("an acknowledged call that is void, or not recorded, is money lost", () => {
  for (const recorded of [[voided], []]) {
    const judgement = judgeCalls([acknowledged], recorded, sure);
    expect(judgement).toMatchObject({ lostNano: charge, absorbed: 0 });
    expect(judgement.problems).toHaveLength(1);
  }
});

test("a call of a proxy that was killed right after its answer is the platform's to bear, unless it was charged too much", () => {
  expect(judgeCalls([acknowledged], [voided], () => "unwritten")).toMatchObject({
    ...{ absorbed: 1, absorbedNano: charge, lostNano: 0n, problems: [] },
  });
  const dearer = { ...row, source: "estimated", legs: { ...legs, cost: legs.cost + 1n } };
  expect(judgeCalls([acknowledged], [dearer], () => "unwritten")).toMatchObject({ absorbed: 0, overchargedNano: 1n });
});

test("a call that Redis forgot is the platform's to bear only when the proxy that could tell it again is dead", () => {
  const borne = { absorbed: 1, absorbedNano: charge, lostNano: 0n, problems: [] };
  expect(judgeCalls([acknowledged], [], () => "forgotten")).toMatchObject(borne);
  expect(judgeCalls([acknowledged], [voided], () => "forgotten")).toMatchObject(borne);
  expect(judgeCalls([acknowledged], [], () => "unwritten")).toMatchObject({ absorbed: 0, lostNano: charge });
});

test("a call that is charged under two numbers is found by its units", () => {
  const { overchargedNano, problems } = judgeCalls([acknowledged], [row, { ...row, id: "2" }], sure);
  expect(overchargedNano).toBe(charge);
  expect(problems.join()).toContain("charged 2 times");
});

test("a refused call that costs something is a problem, and one that is void is none", () => {
  const refused = made({ kind: "refused", callId: "1", status: 503, code: "temporarily_unavailable" });
  expect(judgeCalls([refused], [voided], sure).problems).toEqual([]);
  expect(judgeCalls([refused], [row], sure)).toMatchObject({ overchargedNano: charge });
});

test("a broken call may cost what was delivered or less, never more", () => {
  const broken = made({ kind: "broken", callId: "1", how: "ECONNRESET" });
  const cut = { ...row, outcome: "cut", source: "estimated", legs: { cost: 1n, fee: 0n, surcharge: 0n } };
  for (const recorded of [[], [voided], [cut], [row]])
    expect(judgeCalls([broken], recorded, sure).problems).toEqual([]);
  const dearer = { ...cut, legs: { cost: charge + 1n, fee: 0n, surcharge: 0n } };
  expect(judgeCalls([broken], [dearer], sure)).toMatchObject({ overchargedNano: 1n });
});

test("a recorded call that nobody asked for is a problem", () => {
  expect(judgeCalls([], [row], sure).problems).not.toEqual([]);
  const untold = made({ kind: "broken", callId: null, how: "ECONNRESET" });
  const unknown = { ...voided, input: null, output: null };
  expect(judgeCalls([untold], [unknown], sure).problems).toEqual([]);
  const refused = made({ kind: "refused", callId: null, status: 503, code: "temporarily_unavailable" });
  expect(judgeCalls([refused], [unknown], sure).problems).toEqual([]);
  const cut = { ...unknown, outcome: "cut", source: "estimated", legs };
  expect(judgeCalls([refused], [cut], sure).problems).toHaveLength(1);
});
