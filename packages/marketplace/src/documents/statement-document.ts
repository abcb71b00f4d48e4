import { formatUsd, NANO_PER_CENT } from "@tollgate/money/nano";
import { monthOf } from "@tollgate/payouts/months";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { type PdfContent, writePdf } from "./write-pdf.ts";

/** A stored statement with everything its document says. */
export interface StatementFacts {
  readonly id: string;
  readonly payeeWorkspaceId: string;
  readonly payeeName: string;
  readonly openingNano: bigint;
  readonly providerEarnedNano: bigint;
  readonly builderEarnedNano: bigint;
  readonly adjustmentsNano: bigint;
  readonly reversalsNano: bigint;
  readonly paidNano: bigint;
  readonly holdbackInNano: bigint;
  readonly holdbackOutNano: bigint;
  readonly netNano: bigint;
  readonly payableCents: bigint;
  readonly carryNano: bigint;
  readonly carryReason: string | null;
  readonly minimumNano: bigint;
  readonly hash: string;
  readonly run: { readonly id: string; readonly month: Date; readonly revision: number; readonly computedAt: Date };
  /** How the payment stands, in a few words. */
  readonly payment: string;
  /** Whose statement it is: lines of the head. */
  readonly seller: readonly string[];
}

const LINES: readonly {
  readonly key: string;
  readonly label: string;
  readonly read: (facts: StatementFacts) => bigint;
}[] = [
  { key: "opening", label: "Opening balance", read: (facts) => facts.openingNano },
  { key: "provider_earned", label: "Earned by serving models", read: (facts) => facts.providerEarnedNano },
  { key: "builder_earned", label: "Earned by apps’ margins", read: (facts) => facts.builderEarnedNano },
  { key: "adjustments", label: "Adjustments", read: (facts) => facts.adjustmentsNano },
  { key: "reversals", label: "Refunds and disputes", read: (facts) => facts.reversalsNano },
  { key: "paid", label: "Paid out or returned in the month", read: (facts) => facts.paidNano },
  { key: "holdback_in", label: "Held back", read: (facts) => -facts.holdbackInNano },
  { key: "holdback_out", label: "Released from holdback", read: (facts) => facts.holdbackOutNano },
];

/** Why all of a statement carries over, after "because". */
const CARRIED: Readonly<Record<string, (facts: Pick<StatementFacts, "minimumNano">) => string>> = {
  below_minimum: ({ minimumNano }) => `the net is below the minimum payout of ${formatUsd(minimumNano, 2)} USD`,
  negative: () => "the net is negative and is set against what is earned next",
  unverified: () => "the payee is not verified yet",
  tax_form: () => "a tax form is needed before more is paid this year",
  paused: () => "finance keeps it back while something is looked into",
};

/** Why something carries over, after "because": all of it for a reason, or what is smaller than a cent. */
export function whyCarried(statement: Pick<StatementFacts, "carryReason" | "minimumNano">): string {
  const { carryReason, minimumNano } = statement;
  return (carryReason && CARRIED[carryReason]?.({ minimumNano })) || "payouts are whole cents";
}

/** A payee's statement as PDF. The same statement gives the same bytes. */
export async function statementPdf(facts: StatementFacts): Promise<Uint8Array> {
  return await writePdf(contentOf(facts));
}

function contentOf(facts: StatementFacts): PdfContent {
  const { run } = facts;
  const usd = (nano: bigint) => `${formatUsd(nano, 9)} USD`;
  return {
    title: `Statement for ${monthOf(run.month)}`,
    issuer: facts.seller,
    at: run.computedAt,
    footer: `Statement ${facts.id}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          ["Payee", facts.payeeName],
          ["Workspace", facts.payeeWorkspaceId],
          ["Month (UTC)", monthOf(run.month)],
          ["Run", `${run.id}, revision ${run.revision}`],
          ["Payment", facts.payment],
        ],
      },
      {
        kind: "amounts",
        rows: [
          ...LINES.map(({ label, read }) => ({ label, amount: usd(read(facts)) })),
          { label: "Net", amount: usd(facts.netNano), isTotal: true },
          { label: "To be paid out", amount: usd(facts.payableCents * NANO_PER_CENT) },
          { label: "Carries over to the next month", amount: usd(facts.carryNano) },
        ],
      },
      { kind: "text", text: `Carries over because ${whyCarried(facts)}.` },
      { kind: "text", text: `Hash of the statement: ${facts.hash}` },
    ],
  };
}

/** A payee's statement as CSV: one line an amount, in nano-USD and in USD. */
export function statementCsv(facts: StatementFacts): CsvDocument {
  const { run, netNano, carryNano, payableCents } = facts;
  return writeCsv({
    fileName: `${fileNameOf(facts)}.csv`,
    columns: ["line", "label", "amount_nano", "amount_usd"],
    rows: [
      ...LINES.map(({ key, label, read }) => [key, label, read(facts), { usdNano: read(facts) }]),
      ["net", "Net", netNano, { usdNano: netNano }],
      ["payable", "To be paid out", payableCents * NANO_PER_CENT, { usdNano: payableCents * NANO_PER_CENT }],
      ["carry", "Carries over to the next month", carryNano, { usdNano: carryNano }],
    ],
    controlTotals: [
      ["statement", facts.id],
      ["payee", facts.payeeWorkspaceId],
      ["month", monthOf(run.month)],
      ["run", run.id],
      ["revision", run.revision],
      ["payment", facts.payment],
      ["carry_reason", facts.carryReason],
      ["statement_hash", facts.hash],
    ],
  });
}

export function fileNameOf({ run, payeeWorkspaceId }: StatementFacts): string {
  return `statement-${monthOf(run.month)}-${payeeWorkspaceId}`;
}
