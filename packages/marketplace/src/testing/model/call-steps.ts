import { redisKeys, shardOf } from "@tollgate/db/redis/shards";
import { readUsage } from "@tollgate/db/redis/usage-stream";
import { monthOf } from "@tollgate/payouts/months";
import fc from "fast-check";
import { expect } from "vitest";
import { acceptMargin } from "../../apps/accept-margin.ts";
import { publishChange } from "../../changes.ts";
import type { Admission } from "../../inference/admission.ts";
import { admitCall } from "../../inference/admit-call.ts";
import { checkpointCalls } from "../../inference/checkpoint-calls.ts";
import { finishCall } from "../../inference/finish-call.ts";
import { projectCredit, reprojectRecentCredit } from "../../settlement/project-credit.ts";
import { settleCalls } from "../../settlement/settle-calls.ts";
import { settleEvents } from "../../settlement/settle-events.ts";
import { sweepExpiredHolds } from "../../settlement/sweep-expired-holds.ts";
import { UsageEvent } from "../../settlement/usage-event.ts";
import type { EndpointRecord } from "../../snapshot/records.ts";
import { served } from "../money-path.ts";
import type { Model, ModelAllowance, ModelCall } from "./model.ts";
import { chargeOf, isLowerOrSame, legsOf, type ModelMargin, type ModelPath, NO_LEGS } from "./model-legs.ts";
import { pick, type Step, step } from "./step.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

const admissions = new WeakMap<ModelCall, Admission>();

function admissionOf(call: ModelCall): Admission {
  const admission = admissions.get(call);
  if (!admission) throw new Error("the call was never admitted");
  return admission;
}

/** Most calls are paid at a price; an own key is tried alone, or before the endpoint's own credential. */
const paths = fc.constantFrom<readonly ModelPath[]>(
  ["call"],
  ["call"],
  ["call"],
  ["cached"],
  ["own_key"],
  ["own_key", "call"],
);

export const admit = fc
  .record({ viaApp: fc.boolean(), input: fc.nat(2_000_000), output: fc.integer({ min: 1, max: 16_000 }), paths })
  .map(
    (asked): Step =>
      step("admit", asked, async (model, { gate, callInput }) => {
        const { available, nowMs, applied } = model;
        const input = callInput({ ...asked, nowMs });
        const result = await admitCall(gate, input);
        if (asked.viaApp && applied === null) {
          expect(result.kind).toBe("consent_required");
          return;
        }
        if (result.kind !== "admitted") {
          expect(result).toMatchObject({ kind: "insufficient_credit", availableNano: available });
          return;
        }
        const { holdNano } = result.admission;
        const margin = asked.viaApp ? applied : null;
        const allowance = admittedAgainst(model, result.admission, margin);
        const call: ModelCall = {
          ...{ id: input.callId, atMs: nowMs, holdNano, prices: model.prices, state: "open", legs: NO_LEGS },
          ...{ paths: asked.paths, fees: model.fees },
          ...{ margin, allowance, sponsored: 0n, promotional: [], refunded: NO_LEGS, refundedPaid: 0n },
        };
        admissions.set(call, result.admission);
        model.calls.push(call);
      }),
  );

function candidateAt({ candidates }: Admission, position: number): EndpointRecord {
  const candidate = candidates[position];
  if (!candidate) throw new RangeError("the call was admitted with fewer candidates");
  return candidate;
}

/** The builder pays where the allowance of the month covers all of a call; then the customer, and then what is left of the allowance. */
function admittedAgainst(model: Model, admission: Admission, margin: ModelMargin | null): ModelAllowance | null {
  const { holdNano, lotId, clamped } = admission;
  const month = monthOf(new Date(model.nowMs));
  const ofMonth = model.allowances.find((one) => one.month === month && (margin?.sponsoredNano ?? 0n) > 0n) ?? null;
  if (lotId === null) {
    expect(holdNano <= model.available).toBe(true);
    if (ofMonth !== null && !clamped) expect(holdNano > model.availableOf(ofMonth)).toBe(true);
    return null;
  }
  expect(ofMonth?.id).toBe(lotId);
  if (ofMonth !== null) expect(holdNano <= model.availableOf(ofMonth)).toBe(true);
  return ofMonth;
}

export const finish = fc
  .record({ index: fc.nat(), input: fc.nat(3_000_000), output: fc.nat(20_000), failed: fc.boolean(), tries: fc.nat(1) })
  .map(
    (asked): Step =>
      step("finish", asked, async (model, world) => {
        const call = pick(model.calls, asked.index);
        if (!call) return;
        const { input, output, failed } = asked;
        const admission = admissionOf(call);
        const position = asked.tries % call.paths.length;
        const { id: endpointId, ownKeyId } = candidateAt(admission, position);
        const outcome = failed
          ? { ...served(admission, {}), ending: "failed" as const, endpointId: null }
          : { ...served(admission, { input, output }), endpointId, ownKeyId };
        const result = await finishCall(world.gate, admission, outcome);
        expect(result.kind).toBe(call.state === "open" ? "finished" : "already_finished");
        if (call.state !== "open") return await settle(model, world, 1);
        const legs = failed ? NO_LEGS : legsOf(call, call.paths[position] ?? "call", { input, output });
        model.end(call, legs);
        // The hold covers everything a call may use.
        if (input <= admission.inputTokensBound && output <= admission.maxOutputTokens)
          expect(chargeOf(legs) <= call.holdNano).toBe(true);
      }),
  );

/** The proxy dies: the sweep ends its call, with what the last checkpoint says or with nothing. */
export const expire = fc.record({ index: fc.nat(), delivered: fc.nat(5_000) }).map(
  (asked): Step =>
    step("expire", asked, async (model, { fixture, gate }) => {
      const call = pick(model.calls, asked.index);
      if (call?.state !== "open") return;
      const admission = admissionOf(call);
      const units = { input: admission.inputTokensBound, output: asked.delivered };
      const { id: endpointId, ownKeyId } = candidateAt(admission, 0);
      const progress = { admission, endpointId, ownKeyId, units, firstContentMs: 1, durationMs: 2 };
      if (asked.delivered > 0) await checkpointCalls(gate, [progress]);
      gate.openCalls.delete(call.id);
      await fixture.redis.zadd(redisKeys.holds(shardOf(fixture.customer.workspaceId)), 1, call.id);
      const swept = await sweepExpiredHolds({ redis: fixture.redis, now: () => new Date(model.nowMs) });
      const legs = asked.delivered > 0 ? legsOf(call, call.paths[0] ?? "call", units) : NO_LEGS;
      expect(swept).toEqual(chargeOf(legs) > 0n ? { voided: 0, charged: 1 } : { voided: 1, charged: 0 });
      model.end(call, legs);
    }),
);

async function settle(model: Model, { fixture }: World, times: number): Promise<void> {
  const shard = shardOf(fixture.customer.workspaceId);
  const results = await Promise.all(Array.from({ length: times }, () => settleCalls(fixture, { shard })));
  expect(results.reduce((sum, result) => sum + result.settled, 0)).toBe(model.stream.length);
  model.settle();
}

export const settleAtOnce = fc
  .integer({ min: 1, max: 3 })
  .map((times): Step => step("settle", { times }, (model, world) => settle(model, world, times)));

/** Events are recorded in the wrong order and then delivered again: the second time contributes nothing. */
export const reorder = fc.constant<Step>(
  step("reorder", {}, async (model, { fixture }) => {
    const shard = shardOf(fixture.customer.workspaceId);
    const entries = await readUsage(fixture.redis, shard, 500);
    const events = entries.map(({ event }) => UsageEvent.parse(JSON.parse(event))).reverse();
    expect((await settleEvents(fixture.db, [...events, ...events])).fresh).toBe(model.stream.length);
    model.settle(model.stream.toReversed());
    expect(await settleCalls(fixture, { shard })).toMatchObject({ read: entries.length, settled: 0 });
  }),
);

export const reproject = fc.constant<Step>(
  step("reproject", {}, async (model, { fixture }) => {
    const now = () => new Date();
    await Promise.all([projectCredit(fixture, model.parties.customer), reprojectRecentCredit({ ...fixture, now })]);
  }),
);

export const reprice = fc.record({ input: fc.nat(20_000_000), output: fc.nat(90_000_000) }).map(
  (asked): Step =>
    step("reprice", asked, async (model, { fixture, gate, endpointId }) => {
      // Odd prices, so that legs have something to round.
      const next = { input: BigInt(asked.input) * 1_001n, output: BigInt(asked.output) * 1_003n };
      const id = `prc_${endpointId}_${model.nowMs}`;
      const prices = { input: `${next.input}`, output: `${next.output}` };
      const effectiveAt = new Date(model.nowMs);
      await fixture.db.prisma.priceVersion.create({ data: { id, endpointId, prices, effectiveAt } });
      await publishChange(fixture.redis, { kind: "endpoint", id: endpointId });
      const known = () => gate.snapshot().models.get(fixture.modelId)?.endpoints[0]?.price.id;
      await until(known, id);
      model.prices = next;
    }),
);

/** The platform changes what it takes of one kind of call: those that are open keep what they were admitted at. */
export const changeFee = fc
  .record({
    appliesTo: fc.constantFrom<ModelPath>("call", "cached", "own_key"),
    basisPoints: fc.nat(3_000),
    fixedNano: fc.constantFrom(0, 0, 777),
  })
  .map(
    (asked): Step =>
      step("changeFee", asked, async (model, { fixture, gate }) => {
        const { appliesTo, basisPoints } = asked;
        const fixedNano = BigInt(asked.fixedNano);
        const id = `fee_${appliesTo}_${model.nowMs}`;
        const effectiveAt = new Date(model.nowMs);
        await fixture.db.prisma.feeVersion.create({ data: { id, appliesTo, basisPoints, fixedNano, effectiveAt } });
        await publishChange(fixture.redis, { kind: "fee" });
        const known = () => {
          const { fee, cachedFee, ownKeyFee } = gate.snapshot();
          return { call: fee, cached: cachedFee, own_key: ownKeyFee }[appliesTo]?.id;
        };
        await until(known, id);
        model.fees = { ...model.fees, [appliesTo]: { basisPoints: BigInt(basisPoints), fixedNano } };
      }),
  );

const margin = fc.record({
  basisPoints: fc.nat(4_000),
  perRequestNano: fc.nat(1_000_000),
  minimumNano: fc.constantFrom(0, 0, 1_000),
  capNano: fc.constantFrom(null, null, 500_000_000),
  sponsoredMonthlyNano: fc.constantFrom(0n, 2_000_000_000n, 2_000_000_000n, 30_000_000_000n),
});

/** The builder changes the margin; half of the time the customer consents, with a margin that is higher the calls wait for it. */
export const changeMargin = fc.record({ margin, consent: fc.boolean() }).map(
  (asked): Step =>
    step("changeMargin", asked, async (model, { fixture, gate, customer }) => {
      const { app, db } = fixture;
      const { basisPoints, perRequestNano, minimumNano, capNano, sponsoredMonthlyNano } = asked.margin;
      const terms = {
        id: `mar_${app.id}_${model.nowMs}`,
        perRequestNano: BigInt(perRequestNano),
        minimumNano: BigInt(minimumNano),
        capNano: capNano === null ? null : BigInt(capNano),
      };
      const next: ModelMargin = { ...terms, basisPoints: BigInt(basisPoints), sponsoredNano: sponsoredMonthlyNano };
      const version = 1 + (await db.prisma.marginVersion.count({ where: { appId: app.id } }));
      const effectiveAt = new Date(model.nowMs);
      const data = { ...terms, basisPoints, sponsoredMonthlyNano, appId: app.id, version, effectiveAt };
      await db.prisma.marginVersion.create({ data });
      model.inForce = next;
      const grant = { workspaceId: model.parties.customer, grantId: app.grantId, marginVersionId: next.id };
      if (asked.consent && !isLowerOrSame(next, model.accepted)) {
        await acceptMargin(customer, grant);
        model.accepted = next;
      } else await publishChange(fixture.redis, { kind: "app", id: app.id });
      const known = () => [...gate.snapshot().keys.values()].find((key) => key.id === app.keyId)?.grant;
      await until(() => known()?.margins.length, version);
      await until(() => known()?.acceptedMarginId, model.accepted.id);
    }),
);

/** Hours to weeks pass; the present is as far as it goes. */
export const tick = fc.integer({ min: 1, max: 700 }).map(
  (hours): Step =>
    step("tick", { hours }, async (model) => {
      model.nowMs = Math.min(model.nowMs + hours * 3_600_000, Date.now() - 3_600_000);
    }),
);
