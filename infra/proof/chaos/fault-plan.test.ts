import { expect, test } from "vitest";
import { nameOf, planFaults } from "./fault-plan.ts";

test("the same seed plans the same faults, another seed others", () => {
  expect(planFaults(7, 60_000)).toEqual(planFaults(7, 60_000));
  expect(planFaults(7, 60_000)).not.toEqual(planFaults(8, 60_000));
});

test("two minutes are enough for every kind of fault, on either store", () => {
  const names = new Set(planFaults(1, 120_000).map(nameOf));
  expect([...names].toSorted()).toEqual([
    ...[
      "FLUSHALL of redis",
      "delay of postgres",
      "delay of redis",
      "drop answers of postgres",
      "drop answers of redis",
    ],
    ...["kill -9 both stores and a proxy", "kill -9 postgres", "kill -9 proxy", "kill -9 redis"],
    ...["kill -9 redis, which comes back empty", "kill -9 worker"],
    ...["outage of a provider", "reset of postgres", "reset of redis", "silence of postgres", "silence of redis"],
  ]);
});

test("a fault is over before the next begins, and the last one while there is load", () => {
  for (let seed = 0; seed < 50; seed++) {
    const faults = planFaults(seed, 60_000);
    faults.slice(1).forEach((fault, index) => {
      const before = faults[index];
      expect(before && before.atMs + before.lastsMs).toBeLessThan(fault.atMs);
    });
    expect(faults.at(-1)?.atMs).toBeLessThanOrEqual(57_000);
  }
});
