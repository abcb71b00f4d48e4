import type { Mutation } from "./mutation.ts";

const PRICING = { project: "unit", tests: ["packages/pricing/src/price-call.test.ts"] } as const;
const MONEY_PATH = {
  project: "integration",
  tests: [
    "packages/marketplace/src/inference/money-path.integration.test.ts",
    "packages/marketplace/src/settlement/odd-ends.integration.test.ts",
  ],
} as const;
const CREDIT = {
  project: "integration",
  tests: ["packages/db/src/redis/credit-state.integration.test.ts"],
} as const;
const BUDGETS = {
  project: "integration",
  tests: ["packages/marketplace/src/inference/budgets.integration.test.ts"],
} as const;
const ALLOWANCES = {
  project: "integration",
  tests: ["packages/marketplace/src/sponsorship/sponsorship.integration.test.ts"],
} as const;

/** Wrong lines in TypeScript and in the scripts of Redis. */
export const CODE_MUTATIONS: readonly Mutation[] = [
  {
    name: "halves and more are rounded down",
    in: "packages/money/src/rounding.ts",
    from: "if (twice > divisor || (twice === divisor && quotient % 2n !== 0n)) return quotient + 1n;",
    to: "",
    ...{ project: "unit", tests: ["packages/money/src/rounding.test.ts"] },
  },
  {
    name: "the worst case is rounded down instead of up",
    in: "packages/pricing/src/quote.ts",
    from: "return legsFor({ costScaled, counts }, versions, divideUp);",
    to: "return legsFor({ costScaled, counts }, versions, (dividend, divisor) => dividend / divisor);",
    ...PRICING,
  },
  {
    name: "the fee is taken of the rounded cost, so it is rounded twice",
    in: "packages/pricing/src/price-call.ts",
    from: "round(exact.costScaled * BigInt(fee.basisPoints), PRICE_SCALE * BASIS_POINTS)",
    to: "round(costNano * BigInt(fee.basisPoints), BASIS_POINTS)",
    ...PRICING,
  },
  {
    name: "an answer of the cache, or one with the customer's own key, is charged the provider's price too",
    in: "packages/pricing/src/price-call.ts",
    from: "isPaid ? exact : { ...exact, costScaled: 0n }",
    to: "exact",
    ...PRICING,
  },
  {
    name: "the cap of a margin is forgotten",
    in: "packages/pricing/src/price-call.ts",
    from: "if (margin.capNano !== null && surcharge > margin.capNano) return margin.capNano;",
    to: "",
    ...PRICING,
  },
  {
    name: "a unit without a price is free",
    in: "packages/pricing/src/price-call.ts",
    from: 'if (unpriced.length > 0) return { kind: "unpriced", buckets: unpriced };',
    to: "",
    ...PRICING,
  },
  {
    name: "the charge forgets the surcharge",
    in: "packages/pricing/src/price-call.ts",
    from: "chargeNano: costNano + feeNano + surchargeNano }",
    to: "chargeNano: costNano + feeNano }",
    ...PRICING,
  },
  {
    name: "a hold is placed whatever the credit is",
    in: "packages/db/src/redis/place-hold.ts",
    from: "local short = more(hold, avail)",
    to: "local short = false",
    ...MONEY_PATH,
  },
  {
    name: "a call that was admitted is held for again",
    in: "packages/db/src/redis/place-hold.ts",
    from: "if known and of == epoch then return {'admitted', known} end",
    to: "",
    ...{ project: "integration", tests: ["packages/marketplace/src/inference/admit-call.integration.test.ts"] },
  },
  {
    name: "a hold is not counted on the caps",
    in: "packages/db/src/redis/place-hold.ts",
    from: "redis.call('INCRBY', counters[i], hold)",
    to: "redis.call('INCRBY', counters[i], 0)",
    ...BUDGETS,
  },
  {
    name: "a cap is not looked at",
    in: "packages/db/src/redis/place-hold.ts",
    from: "if more(values[i], ARGV[first_cap + i - n]) then short = true end",
    to: "",
    ...BUDGETS,
  },
  {
    name: "a call that has ended can end again and gives its hold back twice",
    in: "packages/db/src/redis/release-hold.ts",
    from: "redis.call('DEL', KEYS[3])",
    to: "",
    ...MONEY_PATH,
  },
  {
    name: "a charge can be spent again until it is settled",
    in: "packages/db/src/redis/release-hold.ts",
    from: "redis.call('HINCRBY', KEYS[2], 'avail', ARGV[4])",
    to: "redis.call('HINCRBY', KEYS[2], 'avail', hold)",
    ...MONEY_PATH,
  },
  {
    name: "the end of a call that Redis forgot is dropped",
    in: "packages/db/src/redis/release-hold.ts",
    from: "append('loose', '1', 'event', ARGV[6])",
    to: "",
    ...MONEY_PATH,
  },
  {
    name: "credit from Postgres is added to what Redis has (INCR instead of SET)",
    in: "packages/db/src/redis/credit-state.ts",
    from: "redis.call('HSET', key, 'base', base, 'version', version, 'avail', base)",
    to: `redis.call('HSET', key, 'version', version)
  redis.call('HSET', key, 'avail', redis.call('HINCRBY', key, 'base', base))`,
    ...CREDIT,
  },
  {
    name: "an older reading of the credit replaces a newer one",
    in: "packages/db/src/redis/credit-state.ts",
    from: "if not more(version, old) then return 'ok' end",
    to: "",
    ...CREDIT,
  },
  {
    name: "acknowledging the same usage twice gives its charge back twice",
    in: "packages/db/src/redis/acknowledge.ts",
    from: "if deleted and index > 0 and charge ~= '0' and (of == '' or of == epoch) then",
    to: "if index > 0 and charge ~= '0' and (of == '' or of == epoch) then",
    ...CREDIT,
  },
  {
    name: "usage is acknowledged before it is settled",
    in: "packages/marketplace/src/settlement/settle-calls.ts",
    from: "const { fresh, quarantined } = await settleEvents(db, events);",
    to: `await redis.xdel("{s" + shard + "}:usage", ...entries.map((entry) => entry.streamId));
  const { fresh, quarantined } = await settleEvents(db, events);`,
    ...MONEY_PATH,
  },
  {
    name: "what a proxy says a call cost is believed",
    in: "packages/marketplace/src/settlement/price-event.ts",
    from: "if (cost === costNano && fee === feeNano && surcharge === surchargeNano) return legs;",
    to: 'return { kind: "priced", legs: { costNano: cost, feeNano: fee, surchargeNano: surcharge, chargeNano: cost + fee + surcharge } };',
    ...MONEY_PATH,
  },
  {
    name: "a call whose proxy died is free whatever it had delivered",
    in: "packages/marketplace/src/settlement/sweep-expired-holds.ts",
    from: "const event = sweptEvent({ callId, intent, holdNano, progress,",
    to: "const event = sweptEvent({ callId, intent, holdNano, progress: progress && null,",
    ...{ project: "integration", tests: ["apps/inference-proxy/src/settlement-matrix.integration.test.ts"] },
  },
  {
    name: "another end of a recorded call goes unnoticed",
    in: "packages/marketplace/src/settlement/settle-events.ts",
    from: "quarantined.push(...(await readConflicts(db, again)));",
    to: "",
    ...MONEY_PATH,
  },
  {
    name: "promotional credit whose time is over can be spent",
    in: "packages/db/src/spendable-credit.ts",
    from: "AND l.closed_at IS NOT NULL",
    to: "AND false",
    ...{ project: "integration", tests: ["packages/marketplace/src/promotions/promotions.integration.test.ts"] },
  },
  {
    name: "a refund adds to the credit instead of taking from it",
    in: "packages/marketplace/src/billing/refund-postings.ts",
    from: `amountNano: -amountNano },
    { type: "processor_cash", owner: "platform", amountNano },`,
    to: `amountNano },
    { type: "processor_cash", owner: "platform", amountNano: -amountNano },`,
    ...{ project: "integration", tests: ["packages/marketplace/src/billing/refunds.integration.test.ts"] },
  },
  {
    name: "an event of the payment processor that comes again is taken again",
    in: "packages/marketplace/src/billing/handle-stripe-event.ts",
    from: "if (known) return",
    to: "if (known && false) return",
    ...{ project: "integration", tests: ["packages/marketplace/src/billing/billing.integration.test.ts"] },
  },
  {
    name: "builders pay for a lost dispute before the customer's own credit does",
    in: "packages/marketplace/src/billing/dispute-postings.ts",
    from: "const fromCustomer = least(amountNano, frozenNano + greatest(spendableNano, 0n));",
    to: "const fromCustomer = least(amountNano - total(builders), frozenNano + greatest(spendableNano, 0n));",
    ...{ project: "unit", tests: ["packages/marketplace/src/billing/dispute-postings.test.ts"] },
  },
  {
    name: "a payout is rounded up to the cent",
    in: "packages/payouts/src/statement.ts",
    from: "const payableCents = carryReason === null ? cents : 0n;",
    to: "const payableCents = carryReason === null ? cents + 1n : 0n;",
    ...{ project: "unit", tests: ["packages/payouts/src/statement.test.ts"] },
  },
  {
    name: "what another pass is setting aside is taken for left",
    in: "packages/marketplace/src/sponsorship/end-reservations.ts",
    from: "if (!lock?.free) return;",
    to: "",
    ...ALLOWANCES,
  },
  {
    name: "what a pass has left reserved stays reserved",
    in: "packages/marketplace/src/sponsorship/end-reservations.ts",
    from: "await endReservationsOf(services, workspaceId);",
    to: "break;",
    ...ALLOWANCES,
  },
  {
    name: "only the first page of allowances is set aside",
    in: "packages/marketplace/src/sponsorship/fund-sponsorships.ts",
    from: "while (read === page);",
    to: "while (read < 0);",
    ...ALLOWANCES,
  },
  {
    name: "a refund of a sponsored call is the caller's credit in Redis, not the sponsor's",
    in: "packages/marketplace/src/corrections/refund-call.ts",
    from: "if (!needsSecond) await projectCorrected(ctx, id);",
    to: "",
    ...ALLOWANCES,
  },
];
