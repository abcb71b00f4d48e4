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

test("an acknowledged call that is charged once and exactly is what should be", () => {
  expect(judgeCalls([acknowledged], [row])).toMatchObject({
    ...{ acknowledged: 1, exact: 1, lostNano: 0n, overchargedNano: 0n, chargedNano: charge, problems: [] },
  });
});

test("an acknowledged call that is void, or not recorded, is money lost", () => {
  for (const recorded of [[voided], []]) {
    const judgement = judgeCalls([acknowledged], recorded);
    expect(judgement).toMatchObject({ lostNano: charge, exact: 0 });
    expect(judgement.problems).toHaveLength(1);
  }
});

test("an acknowledged call that is charged by an estimate is money lost, or charged too much", () => {
  const cheaper = { ...row, source: "estimated", legs: { ...legs, cost: legs.cost - 1n } };
  expect(judgeCalls([acknowledged], [cheaper])).toMatchObject({ exact: 0, lostNano: 1n, overchargedNano: 0n });
  const dearer = { ...row, source: "estimated", legs: { ...legs, cost: legs.cost + 1n } };
  expect(judgeCalls([acknowledged], [dearer])).toMatchObject({ exact: 0, lostNano: 0n, overchargedNano: 1n });
});

test("a call that is charged under two numbers is found by its units", () => {
  const { overchargedNano, problems } = judgeCalls([acknowledged], [row, { ...row, id: "2" }]);
  expect(overchargedNano).toBe(charge);
  expect(problems.join()).toContain("charged 2 times");
});

test("a refused call that costs something is a problem, and one that is void is none", () => {
  const refused = made({ kind: "refused", callId: "1", status: 503, code: "temporarily_unavailable" });
  expect(judgeCalls([refused], [voided]).problems).toEqual([]);
  expect(judgeCalls([refused], [row])).toMatchObject({ overchargedNano: charge });
});

test("a broken call may cost what was delivered or less, never more", () => {
  const broken = made({ kind: "broken", callId: "1", how: "ECONNRESET" });
  const cut = { ...row, outcome: "cut", source: "estimated", legs: { cost: 1n, fee: 0n, surcharge: 0n } };
  for (const recorded of [[], [voided], [cut], [row]]) expect(judgeCalls([broken], recorded).problems).toEqual([]);
  const dearer = { ...cut, legs: { cost: charge + 1n, fee: 0n, surcharge: 0n } };
  expect(judgeCalls([broken], [dearer])).toMatchObject({ overchargedNano: 1n });
});

test("a recorded call that nobody asked for is a problem", () => {
  expect(judgeCalls([], [row]).problems).not.toEqual([]);
  const untold = made({ kind: "broken", callId: null, how: "ECONNRESET" });
  const unknown = { ...voided, input: null, output: null };
  expect(judgeCalls([untold], [unknown]).problems).toEqual([]);
  const refused = made({ kind: "refused", callId: null, status: 503, code: "temporarily_unavailable" });
  expect(judgeCalls([refused], [unknown]).problems).toEqual([]);
  const cut = { ...unknown, outcome: "cut", source: "estimated", legs };
  expect(judgeCalls([refused], [cut]).problems).toHaveLength(1);
});
