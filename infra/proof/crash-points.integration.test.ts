import { services } from "@tollgate/marketplace/testing/verbs";
import { expect, test } from "vitest";
import { enumeratePoints, expectAuditClean, recoveryEffects, tryPoint } from "./crash-trials.ts";
import { useCrashWorld } from "./crash-world.ts";
import type { Action } from "./failpoint.ts";
import { enumerateMoneyEffects, isReached } from "./money-effects.ts";
import { SCENARIOS } from "./scenarios/all.ts";
import { UNAWAITED, UNTRIED } from "./scenarios/untried.ts";

/** Few of the points that `pnpm crash` tries: where a promise changes hands. */
const SAMPLE: Readonly<Record<string, readonly [Action, string]>> = {
  "a call is served": ["kill-after", "redis.placeHold"],
  "calls are settled": ["kill-after", "pg.settle_calls"],
  "the stream of a dead proxy is swept": ["duplicate", "redis.releaseHold"],
  "the event of a paid checkout is taken": ["kill-after", "pg.commit"],
  "credit is topped up automatically": ["kill-after", "http.POST /v1/payment_intents"],
  "unspent credit is refunded": ["kill-after", "http.POST /v1/refunds"],
  "a dispute is lost": ["kill-before", "pg.commit"],
  "an adjustment is approved": ["lose", "pg.commit"],
  "promotional credit expires": ["duplicate", "pg.select expire_promotional_lot"],
  "a month is closed": ["kill-before", "pg.commit"],
  "a payout run is paid": ["kill-after", "http.POST /v1/transfers"],
  "an audit pass tells operators of a finding": ["kill-before", "disk.appendFile"],
};

const reached = new Set<string>();

useCrashWorld();

test.each(Object.entries(SCENARIOS))(
  "%s: what is done is right, and stays right after a fault",
  { timeout: 180_000 },
  async (name, scenario) => {
    const points = await enumeratePoints(scenario);
    for (const effect of [...points.map((point) => point.effect), ...recoveryEffects()]) reached.add(effect);
    const [action, effect] = SAMPLE[name] ?? [];
    if (action === undefined) return;
    const point = points.find((one) => one.action === action && one.effect === effect);
    if (!point)
      throw new Error(`there is no point ${action} ${effect} any more; it has ${points.map((one) => one.effect)}`);
    await tryPoint(scenario, point);
  },
);

test("after all of them the full audit finds nothing", async () => {
  await expectAuditClean();
});

test("everything that can move money is reached by a scenario, or explained", async () => {
  const effects = await enumerateMoneyEffects(services.db.pool);
  expect(effects.length).toBeGreaterThan(30);
  const unreached = effects.filter((effect) => !(effect in UNAWAITED) && !isReached(effect, reached));
  expect(unreached).toEqual(Object.keys(UNTRIED).toSorted());
});
