import { expect, test } from "vitest";
import { ageWords, type Health, verdict } from "./health-words.ts";

const load = {
  chargesNano: 0n,
  oldestMs: 0,
  openCalls: 1,
  waitingEvents: 0,
  quarantined: 0,
  fullestShard: null,
  epoch: { id: "e", open: true, ageMs: 1 },
};
const well: Health = {
  at: new Date(),
  load,
  queues: [{ name: "money", waiting: 0, active: 0, delayed: 0, failed: 0 }],
  endpoints: [],
  troubled: 0,
  watermarks: [],
  open: { quarantined: 0, reviews: 0 },
  lastAudit: { at: new Date(), ok: true },
};
const bad = { endpointId: "e", modelId: "m", provider: "p", served: 1, failed: 2, rateLimited: 0, failures: {} };

test("the worst is said first", () => {
  expect(verdict(well, true).tone).toBe("positive");
  expect(verdict({ ...well, load: null }, true).sentence).toContain("Redis does not answer");
  expect(verdict({ ...well, load: { ...load, epoch: { id: "e", open: false, ageMs: 1 } } }, true).tone).toBe(
    "critical",
  );
  expect(verdict({ ...well, load: { ...load, oldestMs: 600_000 } }, true).sentence).toContain("minutes");
  expect(verdict({ ...well, load: { ...load, oldestMs: 40_000 } }, true).tone).toBe("caution");
  expect(verdict(well, false).sentence).toContain("worker");
  expect(verdict({ ...well, lastAudit: { at: new Date(), ok: false } }, true).tone).toBe("critical");
  expect(
    verdict({ ...well, queues: [{ name: "money", waiting: 0, active: 0, delayed: 0, failed: 1 }] }, true).tone,
  ).toBe("caution");
  expect(verdict({ ...well, endpoints: [bad] }, true).sentence).toContain("One endpoint fails");
});

test("ages are told in the unit a person would say", () => {
  expect([4_000, 120_000, 7_200_000, 200_000_000].map(ageWords)).toEqual(["4 s", "2 min", "2 h", "2 days"]);
});
