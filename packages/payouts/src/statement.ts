import { createHash } from "node:crypto";
import { NANO_PER_USD, type Nano } from "@tollgate/money/nano";
import { floorToCents } from "@tollgate/money/split";
import type { Month } from "./months.ts";

/** What the ledger says about one payee in one month, in nano-USD. Provider and builder payables of a workspace are one statement. */
export interface StatementInput {
  readonly payeeWorkspaceId: string;
  readonly month: Month;
  /** Payable at the start of the month. */
  readonly openingNano: Nano;
  readonly providerEarnedNano: Nano;
  readonly builderEarnedNano: Nano;
  /** Signed: adjustments and write-offs. */
  readonly adjustmentsNano: Nano;
  /** Signed, normally negative: calls reversed and disputes lost. */
  readonly reversalsNano: Nano;
  /** Signed, normally negative: payouts that left the payable, less those that came back. */
  readonly paidNano: Nano;
  /** Set aside this month; lowers what can be paid. */
  readonly holdbackInNano: Nano;
  /** Released this month; raises it. */
  readonly holdbackOutNano: Nano;
}

export interface PayoutSettings {
  /** A smaller net carries over to the next month. */
  readonly minimumPayoutNano: Nano;
  /** Payees whose identity is not verified; their net carries. */
  readonly unverifiedPayees: ReadonlySet<string>;
}

export const DEFAULT_PAYOUT_SETTINGS: PayoutSettings = {
  minimumPayoutNano: 25n * NANO_PER_USD,
  unverifiedPayees: new Set(),
};

export type CarryReason = "below_minimum" | "negative" | "unverified";

/** One payee's statement. `netNano = payableCents × 10⁷ + carryNano`, exactly; the database checks the same. */
export interface Statement extends StatementInput {
  readonly netNano: Nano;
  /** What the processor would be asked to send, in whole cents; zero when it carries. */
  readonly payableCents: bigint;
  /** What stays in the payable account: the part below a cent, or all of it. */
  readonly carryNano: Nano;
  /** `null` when it is payable. */
  readonly carryReason: CarryReason | null;
  /** SHA-256 over everything above, in hex. */
  readonly hash: string;
}

/** Works a statement out. The same input and settings always give the same hash. */
export function computeStatement(input: StatementInput, settings: PayoutSettings = DEFAULT_PAYOUT_SETTINGS): Statement {
  const netNano = netOf(input);
  const carryReason = reasonToCarry(input.payeeWorkspaceId, netNano, settings);
  const { cents, remainder } = floorToCents(netNano);
  const payableCents = carryReason === null ? cents : 0n;
  const carryNano = carryReason === null ? remainder : netNano;
  const result = { netNano, payableCents, carryNano, carryReason };
  return { ...input, ...result, hash: hashOf(input, result) };
}

function netOf(input: StatementInput): Nano {
  const earned = input.providerEarnedNano + input.builderEarnedNano;
  const corrected = input.adjustmentsNano + input.reversalsNano + input.paidNano;
  return input.openingNano + earned + corrected - input.holdbackInNano + input.holdbackOutNano;
}

function reasonToCarry(payeeId: string, netNano: Nano, settings: PayoutSettings): CarryReason | null {
  if (netNano < 0n) return "negative";
  if (netNano < settings.minimumPayoutNano) return "below_minimum";
  return settings.unverifiedPayees.has(payeeId) ? "unverified" : null;
}

/** The canonical form names every field, so that two different statements never hash alike. The version allows for a later form. */
function hashOf(
  input: StatementInput,
  result: Pick<Statement, "netNano" | "payableCents" | "carryNano" | "carryReason">,
): string {
  const lines = [
    "statement v1",
    `payee ${input.payeeWorkspaceId}`,
    `month ${input.month}`,
    `opening ${input.openingNano}`,
    `provider_earned ${input.providerEarnedNano}`,
    `builder_earned ${input.builderEarnedNano}`,
    `adjustments ${input.adjustmentsNano}`,
    `reversals ${input.reversalsNano}`,
    `paid ${input.paidNano}`,
    `holdback_in ${input.holdbackInNano}`,
    `holdback_out ${input.holdbackOutNano}`,
    `net ${result.netNano}`,
    `payable_cents ${result.payableCents}`,
    `carry ${result.carryNano}`,
    `carry_reason ${result.carryReason ?? "none"}`,
  ];
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}
