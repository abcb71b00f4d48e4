import { type Month, monthBounds, monthOf, nextMonth } from "@tollgate/payouts/months";

const NANO_PER_CENT = 10_000_000n;

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

export interface ModelCall {
  readonly id: string;
  readonly atMs: number;
  readonly holdNano: bigint;
  readonly prices: ModelPrices;
  /** `null` without an app. */
  readonly margin: ModelMargin | null;
  state: "open" | "ended" | "settled";
  legs: ModelLegs;
  /** What it was admitted against; `null` for the customer's own credit. */
  readonly allowance: ModelAllowance | null;
  /** What the builder paid of it. */
  sponsored: bigint;
  /** Promotional credit it was paid with, in burning order. */
  readonly promotional: { readonly lot: ModelLot; amount: bigint; returned: bigint }[];
  refunded: ModelLegs;
  refundedPaid: bigint;
}

export interface ModelPrices {
  readonly input: bigint;
  readonly output: bigint;
}

export interface ModelLot {
  readonly amount: bigint;
  readonly expiresAtMs: number;
  spent: bigint;
  expired: bigint;
  closed: boolean;
}

/** What the builder has set aside for the customer's calls of a month. */
export interface ModelAllowance {
  readonly id: string;
  readonly month: Month;
  readonly amount: bigint;
  spent: bigint;
  returned: bigint;
  closed: boolean;
}

export interface ModelPayment {
  readonly id: string;
  readonly intent: string;
  readonly cents: number;
  readonly completedAtMs: number;
  refundedCents: number;
  dispute: ModelDispute | null;
}

export interface ModelRefund {
  readonly id: string;
  readonly payment: ModelPayment;
  readonly cents: number;
  state: "pending" | "succeeded" | "failed";
}

export interface ModelDispute {
  readonly id: string;
  readonly cents: number;
  state: "open" | "won" | "lost";
  frozen: bigint;
  readonly builder: bigint;
}

/** One side of a journal as the ledger should have it. */
export interface ModelEntry {
  readonly kind: string;
  readonly period: Month;
  readonly type: string;
  readonly owner: string;
  readonly amount: bigint;
}

export type Side = readonly [type: string, owner: string, amount: bigint];

export const NO_LEGS: ModelLegs = { cost: 0n, fee: 0n, surcharge: 0n };
export const chargeOf = (legs: ModelLegs): bigint => legs.cost + legs.fee + legs.surcharge;
export const nanoOf = (cents: number): bigint => BigInt(cents) * NANO_PER_CENT;
export const leftOf = ({ amount, spent, returned }: ModelAllowance): bigint => amount - spent - returned;
export const restOf = (lot: ModelLot): bigint => lot.amount - lot.spent - lot.expired;
export const least = (left: bigint, right: bigint): bigint => (left < right ? left : right);
export const atLeastZero = (value: bigint): bigint => (value > 0n ? value : 0n);

/** Who is who in the marketplace the model is about. */
export interface ModelParties {
  readonly customer: string;
  readonly builder: string;
  readonly provider: string;
  /** Of the builder's app by the customer. */
  readonly grant: string;
}

/** The whole money of a small marketplace in plain BigInt arithmetic. It shares no code with what it checks but the calendar. */
export class Model {
  readonly parties: ModelParties;
  readonly calls: ModelCall[] = [];
  /** Calls whose end lies in the stream, oldest first. */
  stream: ModelCall[] = [];
  readonly lots: ModelLot[] = [];
  readonly allowances: ModelAllowance[] = [];
  readonly payments: ModelPayment[] = [];
  readonly refunds: ModelRefund[] = [];
  readonly entries: ModelEntry[] = [];
  readonly holdbacks: { owner: string; type: string; month: Month; amount: bigint; released: boolean }[] = [];
  readonly paidMonths = new Set<string>();
  lastClosed: Month | null = null;
  nowMs: number;
  prices: ModelPrices = { input: 2_500_000_000n, output: 10_000_000_000n };
  accepted: ModelMargin;
  inForce: ModelMargin;
  /** By how much credit may lie below zero: usage above its hold, and what finance or the calendar took. */
  allowedDebt = 0n;

  constructor(parties: ModelParties, margin: ModelMargin, nowMs: number) {
    this.parties = parties;
    this.accepted = margin;
    this.inForce = margin;
    this.nowMs = nowMs;
  }

  /** Books a journal: into the month of its event, or the first open one. */
  post(kind: string, atMs: number, sides: readonly Side[]): void {
    const month = monthOf(new Date(atMs));
    const period = this.lastClosed !== null && month <= this.lastClosed ? nextMonth(this.lastClosed) : month;
    for (const [type, owner, amount] of sides)
      if (amount !== 0n) this.entries.push({ kind, period, type, owner, amount });
  }

  balance(type: string, owner: string): bigint {
    return this.entries.reduce((sum, one) => (one.type === type && one.owner === owner ? sum + one.amount : sum), 0n);
  }

  get paid(): bigint {
    return this.balance("customer_credit", this.parties.customer);
  }

  get held(): bigint {
    return this.heldOf(null);
  }

  get unsettled(): bigint {
    return this.unsettledOf(null);
  }

  /** What open calls hold of an allowance, or of the customer's own credit. */
  heldOf(allowance: ModelAllowance | null): bigint {
    const holds = (call: ModelCall) => call.state === "open" && call.allowance === allowance;
    return this.calls.reduce((sum, call) => (holds(call) ? sum + call.holdNano : sum), 0n);
  }

  unsettledOf(allowance: ModelAllowance | null): bigint {
    return this.stream.reduce((sum, call) => (call.allowance === allowance ? sum + chargeOf(call.legs) : sum), 0n);
  }

  /** What calls are admitted against. */
  get available(): bigint {
    const open = this.lots.reduce((sum, lot) => (lot.closed ? sum : sum + restOf(lot)), 0n);
    return this.paid + open - this.held - this.unsettled;
  }

  /** What sponsored calls are admitted against. */
  availableOf(allowance: ModelAllowance): bigint {
    const left = allowance.closed ? 0n : leftOf(allowance);
    return left - this.heldOf(allowance) - this.unsettledOf(allowance);
  }

  /** The margin that the customer's calls carry now; `null` while it waits for consent. */
  get applied(): ModelMargin | null {
    return isLowerOrSame(this.inForce, this.accepted) ? this.inForce : null;
  }

  end(call: ModelCall, legs: ModelLegs): void {
    call.state = "ended";
    call.legs = legs;
    this.stream.push(call);
    if (call.allowance === null) this.allowedDebt += atLeastZero(chargeOf(legs) - call.holdNano);
  }

  /** Settles what lies in the stream, one journal per month of the calls, in the order in which their months come. */
  settle(order: readonly ModelCall[] = this.stream): void {
    const months = [...new Set(order.map((call) => monthOf(new Date(call.atMs))))];
    for (const month of months) {
      const calls = order.filter((call) => monthOf(new Date(call.atMs)) === month);
      calls.sort((a, b) => a.atMs - b.atMs);
      this.#settleMonth(calls);
    }
    this.stream = [];
  }

  #settleMonth(calls: readonly ModelCall[]): void {
    const { customer, builder, provider, grant } = this.parties;
    const [promotional, sponsored, sums] = [{ spent: 0n }, { spent: 0n }, { cost: 0n, fee: 0n, surcharge: 0n }];
    for (const call of calls) {
      call.state = "settled";
      sponsored.spent += this.#sponsor(call);
      promotional.spent += this.#burn(call);
      sums.cost += call.legs.cost;
      sums.fee += call.legs.fee;
      sums.surcharge += call.legs.surcharge;
    }
    this.post("call_settlement", calls[0]?.atMs ?? 0, [
      ["customer_credit", customer, sponsored.spent + promotional.spent - sums.cost - sums.fee - sums.surcharge],
      ["sponsored_credit", grant, -sponsored.spent],
      ["customer_promotional_credit", customer, -promotional.spent],
      ["provider_payable", provider, sums.cost],
      ["builder_payable", builder, sums.surcharge],
      ["platform_fee_revenue", "platform", sums.fee],
    ]);
  }

  /** The allowance that a call was admitted against pays first, as far as it goes; the rest was held on nothing. */
  #sponsor(call: ModelCall): bigint {
    const { allowance } = call;
    if (allowance === null) return 0n;
    call.sponsored = least(chargeOf(call.legs), leftOf(allowance));
    allowance.spent += call.sponsored;
    this.allowedDebt += chargeOf(call.legs) - call.sponsored;
    return call.sponsored;
  }

  /** Then promotional credit, what expires earliest before the rest. */
  #burn(call: ModelCall): bigint {
    const due = chargeOf(call.legs) - call.sponsored;
    let left = due;
    for (const lot of this.lots.toSorted((a, b) => a.expiresAtMs - b.expiresAtMs)) {
      const amount = least(left, restOf(lot));
      if (amount === 0n) continue;
      lot.spent += amount;
      left -= amount;
      call.promotional.push({ lot, amount, returned: 0n });
    }
    return due - left;
  }

  /** Months with bookings up to this one that nobody closed, oldest first. */
  openMonths(until: Month): Month[] {
    const booked = this.entries.map((one) => one.period).filter((period) => period < until);
    const months = [...new Set([...booked, until])].toSorted();
    return months.filter((month) => this.lastClosed === null || month > this.lastClosed);
  }

  sum(pick: (entry: ModelEntry) => boolean): bigint {
    return this.entries.reduce((sum, one) => (pick(one) ? sum + one.amount : sum), 0n);
  }
}

/** What usage costs at pinned terms: every leg rounded once, half to even. */
export function legsOf(call: Pick<ModelCall, "prices" | "margin">, input: number, output: number): ModelLegs {
  if (input + output === 0) return NO_LEGS;
  const micro = BigInt(input) * call.prices.input + BigInt(output) * call.prices.output;
  const cost = halfEven(micro, 1_000_000n);
  const fee = halfEven(micro * 500n, 10_000_000_000n);
  if (!call.margin) return { cost, fee, surcharge: 0n };
  const { basisPoints, perRequestNano, minimumNano, capNano } = call.margin;
  const exact = halfEven(micro * basisPoints + perRequestNano * 10_000_000_000n, 10_000_000_000n);
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

export const endOf = (month: Month): number => monthBounds(month).end.getTime() - 1;
