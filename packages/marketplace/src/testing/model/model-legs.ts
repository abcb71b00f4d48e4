/** What usage costs, in plain BigInt arithmetic. It shares no code with what it checks. */

/** Terms of a margin as the model knows them. */
export interface ModelMargin {
  readonly id: string;
  readonly basisPoints: bigint;
  readonly perRequestNano: bigint;
  readonly minimumNano: bigint;
  readonly capNano: bigint | null;
  /** What the builder pays of a customer's calls of a month. */
  readonly sponsoredNano: bigint;
}

export interface ModelLegs {
  readonly cost: bigint;
  readonly fee: bigint;
  readonly surcharge: bigint;
}

/** What a call is charged by: the endpoint's price, or the fee alone of an answer of the cache or of a call with the customer's own key. */
export type ModelPath = "call" | "cached" | "own_key";

export interface ModelFee {
  readonly basisPoints: bigint;
  readonly fixedNano: bigint;
}

export type ModelFees = Readonly<Record<ModelPath, ModelFee>>;

export interface ModelPrices {
  readonly input: bigint;
  readonly output: bigint;
}

export const NO_LEGS: ModelLegs = { cost: 0n, fee: 0n, surcharge: 0n };
export const chargeOf = (legs: ModelLegs): bigint => legs.cost + legs.fee + legs.surcharge;

/** What a call was pinned to. */
export interface ModelTerms {
  readonly prices: ModelPrices;
  readonly fees: ModelFees;
  /** `null` without an app. */
  readonly margin: ModelMargin | null;
}

/** What usage costs at pinned terms: every leg rounded once, half to even. Only the endpoint's price leaves a cost, and a share of it. */
export function legsOf(
  call: ModelTerms,
  path: ModelPath,
  { input, output }: { input: number; output: number },
): ModelLegs {
  if (input + output === 0) return NO_LEGS;
  const micro = BigInt(input) * call.prices.input + BigInt(output) * call.prices.output;
  const due = path === "call" ? micro : 0n;
  const cost = halfEven(due, 1_000_000n);
  const { basisPoints: share, fixedNano } = call.fees[path];
  const fee = halfEven(micro * share, 10_000_000_000n) + fixedNano;
  if (!call.margin) return { cost, fee, surcharge: 0n };
  const { basisPoints, perRequestNano, minimumNano, capNano } = call.margin;
  const exact = halfEven(due * basisPoints + perRequestNano * 10_000_000_000n, 10_000_000_000n);
  const floored = exact < minimumNano ? minimumNano : exact;
  return { cost, fee, surcharge: capNano !== null && floored > capNano ? capNano : floored };
}

/** Whether calls under `next` cost no more than under `current`, whatever they use. */
export function isLowerOrSame(next: ModelMargin, current: ModelMargin): boolean {
  const parts = [
    next.basisPoints <= current.basisPoints,
    next.perRequestNano <= current.perRequestNano,
    next.minimumNano <= current.minimumNano,
    next.sponsoredNano >= current.sponsoredNano,
    current.capNano === null || (next.capNano !== null && next.capNano <= current.capNano),
  ];
  return parts.every(Boolean);
}

function halfEven(dividend: bigint, divisor: bigint): bigint {
  const [whole, twice] = [dividend / divisor, (dividend % divisor) * 2n];
  return twice > divisor || (twice === divisor && whole % 2n === 1n) ? whole + 1n : whole;
}
