import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, idOf } from "../reports/every-page.ts";
import { DisputeFilter, type DisputeView } from "./dispute-view.ts";
import { readDisputes } from "./list-disputes.ts";

export const ExportDisputesInput = DisputeFilter;
export type ExportDisputesInput = z.input<typeof ExportDisputesInput>;

const MONEY = [
  "amount",
  "fee",
  "frozen_customer",
  "frozen_builders",
  "lost_customer",
  "lost_builders",
  "lost_platform",
];

/** Disputes as CSV, newest first, in pieces. Finance may. @throws before the first piece when the person may not. */
export async function exportDisputes(ctx: Context, input: ExportDisputesInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const filter = parseInput(ExportDisputesInput, input);
  const sums = { disputes: 0, amountNano: 0n };
  return streamCsv({
    columns: [
      ...["dispute_id", "state", "inquiry", "reason", "payment_id", "workspace_id", "workspace"],
      ...MONEY.flatMap((name) => [`${name}_nano`, `${name}_usd`]),
      ...["opened_at", "answer_due_at", "answered_at", "closed_at"],
    ],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [
      ["disputes", sums.disputes],
      ["amount_nano", sums.amountNano],
    ],
  });
}

interface Sums {
  disputes: number;
  amountNano: bigint;
}

async function* pages(ctx: Context, filter: DisputeFilter, sums: Sums): AsyncGenerator<CsvCell[][]> {
  for await (const page of everyPageAfter((place) => readDisputes(ctx, filter, place), idOf)) {
    for (const one of page) {
      sums.disputes += 1;
      sums.amountNano += one.amountNano;
    }
    yield page.map(toLine);
  }
}

function toLine(one: DisputeView): CsvCell[] {
  return [
    ...[one.id, one.state, one.isInquiry ? "yes" : "no", one.reason, one.paymentId, one.workspaceId, one.workspaceName],
    ...money(one.amountNano),
    ...money(one.feeNano),
    ...money(one.frozenCustomerNano),
    ...money(one.frozenBuildersNano),
    ...money(one.loss?.customerNano ?? null),
    ...money(one.loss?.buildersNano ?? null),
    ...money(one.loss?.platformNano ?? null),
    ...[one.openedAt, one.dueAt, one.answeredAt, one.closedAt],
  ];
}

function money(nano: bigint | null): CsvCell[] {
  return nano === null ? [null, null] : [nano, { usdNano: nano }];
}
