import { type Month, monthBounds, monthOf, nextMonth } from "@tollgate/payouts/months";
import {
  chargeOf,
  isLowerOrSame,
  type ModelFees,
  type ModelLegs,
  type ModelMargin,
  type ModelPath,
  type ModelPrices,
  type ModelTerms,
} from "./model-legs.ts";

const NANO_PER_CENT = 10_000_000n;

export interface ModelCall extends ModelTerms {
  readonly id: string;
  readonly atMs: number;
  readonly holdNano: bigint;
  /** How it may be served, in the order in which that is tried. */
  readonly paths: readonly ModelPath[];
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
  fees: ModelFees = {
    call: { basisPoints: 500n, fixedNano: 0n },
    cached: { basisPoints: 1_000n, fixedNano: 0n },
    own_key: { basisPoints: 500n, fixedNano: 0n },
  };
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

export const endOf = (month: Month): number => monthBounds(month).end.getTime() - 1;
