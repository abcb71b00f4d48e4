import { replaySurcharge, surchargeOfSum } from "@tollgate/pricing/replay-margin";
import { isNotHigher } from "@tollgate/pricing/resolve-margin";
import type { MarginPolicy } from "@tollgate/pricing/versions";
import type { TrafficCalls, TrafficDay } from "./app-traffic.ts";

/** What some calls brought the builder, in nano-USD. */
export interface Compared {
  readonly calls: number;
  /** Cost and fee, which no margin changes. */
  readonly baseNano: bigint;
  /** As it was charged when they were made, before refunds. */
  readonly chargedNano: bigint;
  /** The same calls under the margin that applies today. */
  readonly todayNano: bigint;
  /** The same calls under the proposed one. */
  readonly proposedNano: bigint;
}

/** A customer whose calls are looked at. */
export interface ComparedCustomer {
  readonly workspaceId: string;
  readonly status: "active" | "revoked";
  /** What the customer last consented to. */
  readonly accepted: MarginPolicy;
  /** What the customer's calls carry today; the accepted one while they are refused. */
  readonly applied: MarginPolicy;
}

/** `asked`: the proposal is higher than what the customer accepted, so that it applies only once they consent. `left`: disconnected since. */
export type ConsentNeed = "none" | "asked" | "left";

export interface ComparedMargins {
  readonly total: Compared;
  readonly byModel: ReadonlyMap<string, Compared>;
  readonly byCustomer: ReadonlyMap<string, Compared & { readonly need: ConsentNeed }>;
  /** Calls that only the roll-up knows: their part is as good as sums can tell. */
  readonly summedCalls: number;
}

const NOTHING: Compared = { calls: 0, baseNano: 0n, chargedNano: 0n, todayNano: 0n, proposedNano: 0n };

interface Traffic {
  readonly customers: readonly ComparedCustomer[];
  readonly calls: readonly TrafficCalls[];
  /** Days before those of `calls`. */
  readonly days: readonly TrafficDay[];
  readonly proposed: MarginPolicy;
}

/** Lays a proposed margin over real traffic. Pure; each amount is the one settlement would have booked, but for what only sums are known of. */
export function compareMargins({ customers, calls, days, proposed }: Traffic): ComparedMargins {
  const known = new Map(customers.map((customer) => [customer.workspaceId, customer]));
  const byModel = new Map<string, Compared>();
  const byCustomer = new Map<string, Compared>();
  let summedCalls = 0;
  const add = (part: Compared, workspaceId: string, modelId: string) => {
    byModel.set(modelId, plus(byModel.get(modelId) ?? NOTHING, part));
    byCustomer.set(workspaceId, plus(byCustomer.get(workspaceId) ?? NOTHING, part));
  };
  for (const one of calls) {
    const applied = known.get(one.workspaceId)?.applied ?? proposed;
    const [today, next] = [surcharge(one, applied), surcharge(one, proposed)];
    if (today.summed) summedCalls += one.calls;
    const part = { ...base(one), todayNano: today.nano, proposedNano: next.nano };
    add(part, one.workspaceId, one.modelId);
  }
  for (const day of days) {
    const applied = known.get(day.workspaceId)?.applied ?? proposed;
    const sum = { ...day, calls: day.servedCalls };
    summedCalls += day.calls;
    const part = { ...base(day), todayNano: surchargeOfSum(sum, applied), proposedNano: surchargeOfSum(sum, proposed) };
    add(part, day.workspaceId, day.modelId);
  }
  return {
    total: [...byModel.values()].reduce(plus, NOTHING),
    byModel,
    byCustomer: new Map(
      [...byCustomer].map(([id, sum]) => [id, { ...sum, need: consentNeed(known.get(id), proposed) }]),
    ),
    summedCalls,
  };
}

function base(one: Pick<TrafficDay, "calls" | "costNano" | "feeNano" | "surchargeNano">) {
  return { calls: one.calls, baseNano: one.costNano + one.feeNano, chargedNano: one.surchargeNano };
}

function plus(a: Compared, b: Compared): Compared {
  return {
    calls: a.calls + b.calls,
    baseNano: a.baseNano + b.baseNano,
    chargedNano: a.chargedNano + b.chargedNano,
    todayNano: a.todayNano + b.todayNano,
    proposedNano: a.proposedNano + b.proposedNano,
  };
}

function surcharge(one: TrafficCalls, margin: MarginPolicy): { nano: bigint; summed: boolean } {
  const used = Object.values(one.units).some((count) => count > 0);
  if (!used) return { nano: 0n, summed: false };
  const each = one.prices && replaySurcharge({ ...one, prices: one.prices }, margin);
  if (each !== null) return { nano: each * BigInt(one.calls), summed: false };
  const { modelId, calls, costNano } = one;
  return { nano: surchargeOfSum({ modelId, calls, costNano, ...NO_TOKENS }, margin), summed: true };
}

const NO_TOKENS = { inputTokens: 0n, outputTokens: 0n };

/** What a customer would have to do before the proposal applies to them. */
export function consentNeed(customer: ComparedCustomer | undefined, proposed: MarginPolicy): ConsentNeed {
  if (!customer || customer.status === "revoked") return "left";
  return isNotHigher(proposed, customer.accepted) ? "none" : "asked";
}

/**
 * How much dearer calls become for the customer in the middle, in hundredths of a percent of what they pay today; the lower one of two.
 * @returns `null` when nobody paid anything.
 */
export function medianPriceChange(customers: Iterable<Compared & { readonly need: ConsentNeed }>): number | null {
  const changes = [...customers].flatMap(priceChange).sort((a, b) => a - b);
  return changes[Math.floor((changes.length - 1) / 2)] ?? null;
}

/** In hundredths of a percent; none for a customer who left or pays nothing. */
export function priceChange(one: Compared & { readonly need: ConsentNeed }): number[] {
  const paid = one.baseNano + one.todayNano;
  if (one.need === "left" || paid === 0n) return [];
  return [Number(((one.proposedNano - one.todayNano) * 10_000n * 100n) / paid) / 100];
}
