import { expect, it } from "vitest";
import { type AttemptFacts, afterAnswer, nextStep } from "./attempt-states.ts";
import { FIRST_PAYOUT_SETTINGS } from "./payout-settings.ts";

const startedAt = new Date("2026-11-02T10:00:00Z");
const after = (ms: number) => new Date(startedAt.getTime() + ms);
const attempt = (more: Partial<AttemptFacts> = {}): AttemptFacts => ({
  status: "sending",
  startedAt,
  askedAt: null,
  asks: 0,
  ...more,
});
const DAY_MS = 86_400_000;

it("asks at once, also for an attempt whose worker died before it could", () => {
  expect(nextStep(attempt(), startedAt, FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "send" });
});

it("asks again under the same key within 24 hours, waiting longer each time, and only looks afterwards", () => {
  const once = attempt({ status: "unknown", askedAt: startedAt, asks: 1 });
  expect(nextStep(once, after(29_999), FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "wait", until: after(30_000) });
  expect(nextStep(once, after(30_000), FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "send" });
  expect(nextStep({ ...once, asks: 3 }, after(60_000), FIRST_PAYOUT_SETTINGS).kind).toBe("wait");
  expect(nextStep({ ...once, asks: 60 }, after(DAY_MS - 1), FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "send" });
  expect(nextStep({ ...once, asks: 60 }, after(DAY_MS), FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "look_up" });
  expect(nextStep(attempt(), after(DAY_MS), FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "look_up" });
});

it("leaves alone what has ended", () => {
  for (const status of ["paid", "failed", "returned"] as const)
    expect(nextStep(attempt({ status }), after(DAY_MS), FIRST_PAYOUT_SETTINGS)).toEqual({ kind: "nothing" });
});

it("believes a refusal only when no earlier question could have gone through", () => {
  const refused = { kind: "refused", code: "account_invalid", message: "" } as const;
  expect(afterAnswer(refused, 0)).toBe("failed");
  expect(afterAnswer(refused, 1)).toBe("look_up");
  expect(afterAnswer({ kind: "ambiguous", message: "" }, 0)).toBe("unknown");
  expect(afterAnswer({ kind: "sent", transferId: "tr_1" }, 3)).toBe("paid");
});
