import { createHash } from "node:crypto";
import type { Nano } from "@tollgate/money/nano";
import { floorToCents } from "@tollgate/money/split";
import type { Month } from "./months.ts";
import type { PayoutSettings } from "./payout-settings.ts";

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
  /** Whether money can reach the payee: the processor has verified who they are. */
  readonly isVerified: boolean;
  /** A higher minimum the payee chose; `null` for the platform's. */
  readonly ownMinimumNano: Nano | null;
  /** Whether finance keeps this payee's money back while something is looked into. */
  readonly isPaused: boolean;
  /** Whether somebody of the staff has seen the payee's tax form. */
  readonly hasTaxForm: boolean;
  /** What left the payable as payouts in the calendar year up to and with this month, less what came back. */
  readonly paidThisYearNano: Nano;
}

/** What a statement goes by besides the ledger. */
export type StatementSettings = Pick<PayoutSettings, "version" | "minimumPayoutNano" | "taxFormFromNano">;

export type CarryReason = "below_minimum" | "negative" | "unverified" | "paused" | "tax_form";

/** One payee's statement. `netNano = payableCents × 10⁷ + carryNano`, exactly; the database checks the same. */
export interface Statement extends StatementInput {
  readonly netNano: Nano;
  /** What the processor would be asked to send, in whole cents; zero when it carries. */
  readonly payableCents: bigint;
  /** What stays in the payable account: the part below a cent, or all of it. */
  readonly carryNano: Nano;
  /** The minimum that applied. */
  readonly minimumNano: Nano;
  /** `null` when it is payable. */
  readonly carryReason: CarryReason | null;
  /** SHA-256 over everything above, in hex. */
  readonly hash: string;
}

/** Works a statement out. The same input and settings always give the same hash. */
export function computeStatement(input: StatementInput, settings: StatementSettings): Statement {
  const netNano = netOf(input);
  const carryReason = reasonToCarry(input, netNano, settings);
  const { cents, remainder } = floorToCents(netNano);
  const payableCents = carryReason === null ? cents : 0n;
  const carryNano = carryReason === null ? remainder : netNano;
  const result = { netNano, payableCents, carryNano, minimumNano: minimumOf(input, settings), carryReason };
  return { ...input, ...result, hash: hashOf(input, settings, result) };
}

function netOf(input: StatementInput): Nano {
  const earned = input.providerEarnedNano + input.builderEarnedNano;
  const corrected = input.adjustmentsNano + input.reversalsNano + input.paidNano;
  return input.openingNano + earned + corrected - input.holdbackInNano + input.holdbackOutNano;
}

function reasonToCarry(input: StatementInput, netNano: Nano, settings: StatementSettings): CarryReason | null {
  if (netNano < 0n) return "negative";
  if (netNano < minimumOf(input, settings)) return "below_minimum";
  if (input.isPaused) return "paused";
  if (!input.isVerified) return "unverified";
  return lacksTaxForm(input, netNano, settings) ? "tax_form" : null;
}

/** Whether paying this net would bring the year's payouts to where a form is needed that nobody has seen. */
function lacksTaxForm(input: StatementInput, netNano: Nano, { taxFormFromNano }: StatementSettings): boolean {
  return !input.hasTaxForm && taxFormFromNano !== null && input.paidThisYearNano + netNano >= taxFormFromNano;
}

/** The higher of the platform's minimum and the payee's own. */
function minimumOf({ ownMinimumNano }: StatementInput, { minimumPayoutNano }: StatementSettings): Nano {
  return ownMinimumNano !== null && ownMinimumNano > minimumPayoutNano ? ownMinimumNano : minimumPayoutNano;
}

/** The canonical form names every field, so that two different statements never hash alike. The version allows for a later form. */
function hashOf(
  input: StatementInput,
  settings: StatementSettings,
  result: Pick<Statement, "netNano" | "payableCents" | "carryNano" | "minimumNano" | "carryReason">,
): string {
  const lines = [
    "statement v2",
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
    `settings ${settings.version}`,
    `minimum ${result.minimumNano}`,
    `net ${result.netNano}`,
    `payable_cents ${result.payableCents}`,
    `carry ${result.carryNano}`,
    `carry_reason ${result.carryReason ?? "none"}`,
  ];
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}
