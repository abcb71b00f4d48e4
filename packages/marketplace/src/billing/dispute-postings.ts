import type { Posting } from "@tollgate/ledger/posting";

export interface BuilderShare {
  readonly builderWorkspaceId: string;
  readonly amountNano: bigint;
}

export interface DisputeSums {
  readonly workspaceId: string;
  /** What the bank takes from us. */
  readonly amountNano: bigint;
  readonly feeNano: bigint;
  /** The customer's credit that is, or is to be, frozen. */
  readonly frozenNano: bigint;
  readonly builders: readonly BuilderShare[];
}

/**
 * Opening: the bank's money leaves cash, the customer's credit and the builders' fees move to clearing until the outcome. The fee is spent either
 * way.
 */
export function openPostings({ workspaceId, amountNano, feeNano, frozenNano, builders }: DisputeSums): Posting[] {
  const fromBuilders = total(builders);
  return withoutZero([
    { type: "processor_cash", owner: "platform", amountNano: amountNano + feeNano },
    { type: "processor_fees", owner: "platform", amountNano: -feeNano },
    { type: "customer_credit", owner: workspaceId, amountNano: -frozenNano },
    ...builders.map((share) => builderPosting(share, -share.amountNano)),
    { type: "dispute_clearing", owner: "platform", amountNano: frozenNano + fromBuilders - amountNano },
  ]);
}

/** Won: the money returns and all that was frozen is released. */
export function wonPostings({ workspaceId, amountNano, frozenNano, builders }: DisputeSums): Posting[] {
  return withoutZero([
    { type: "processor_cash", owner: "platform", amountNano: -amountNano },
    { type: "customer_credit", owner: workspaceId, amountNano: frozenNano },
    ...builders.map((share) => builderPosting(share, share.amountNano)),
    { type: "dispute_clearing", owner: "platform", amountNano: amountNano - frozenNano - total(builders) },
  ]);
}

/**
 * Lost: the customer's credit pays first, what was frozen and then what came in since; then the builders' fees in proportion; the platform bears
 * the rest. What is left of the frozen parts is released. Providers keep their pay.
 * @param spendableNano credit the customer has beside what is frozen.
 */
export function lostPostings(sums: DisputeSums, spendableNano: bigint): Posting[] {
  const { workspaceId, amountNano, frozenNano, builders } = sums;
  const fromCustomer = least(amountNano, frozenNano + greatest(spendableNano, 0n));
  const fromBuilders = least(amountNano - fromCustomer, total(builders));
  const taken = share(fromBuilders, builders);
  return withoutZero([
    { type: "customer_credit", owner: workspaceId, amountNano: frozenNano - fromCustomer },
    ...builders.map((one, index) => builderPosting(one, one.amountNano - (taken[index] ?? 0n))),
    { type: "bad_debt", owner: "platform", amountNano: fromCustomer + fromBuilders - amountNano },
    { type: "dispute_clearing", owner: "platform", amountNano: amountNano - frozenNano - total(builders) },
  ]);
}

/** Splits an amount over shares in proportion, to the nano; nobody gives more than their share. */
export function share(amountNano: bigint, shares: readonly BuilderShare[]): bigint[] {
  let leftNano = amountNano;
  let leftOfShares = total(shares);
  return shares.map((one) => {
    const part = leftOfShares === 0n ? 0n : (leftNano * one.amountNano) / leftOfShares;
    leftNano -= part;
    leftOfShares -= one.amountNano;
    return part;
  });
}

function builderPosting({ builderWorkspaceId }: BuilderShare, amountNano: bigint): Posting {
  return { type: "builder_payable", owner: builderWorkspaceId, amountNano };
}

function total(shares: readonly BuilderShare[]): bigint {
  return shares.reduce((sum, { amountNano }) => sum + amountNano, 0n);
}

function withoutZero(postings: readonly Posting[]): Posting[] {
  return postings.filter(({ amountNano }) => amountNano !== 0n);
}

const least = (left: bigint, right: bigint) => (left < right ? left : right);
const greatest = (left: bigint, right: bigint) => (left > right ? left : right);
