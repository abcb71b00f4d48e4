import { NANO_PER_CENT } from "@tollgate/money/nano";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter, idOf, type PlaceInList } from "../reports/every-page.ts";

export const ExportPaymentsInput = z.object({ workspaceId: z.string() });
export type ExportPaymentsInput = z.input<typeof ExportPaymentsInput>;

/** Every payment of a workspace as CSV, newest first, in pieces. Members may. @throws before the first piece when the person may not. */
export async function exportPayments(ctx: Context, input: ExportPaymentsInput): Promise<AsyncGenerator<string>> {
  const { workspaceId } = parseInput(ExportPaymentsInput, input);
  requireWorkspace(ctx, workspaceId);
  const sums = { payments: 0, paidCents: 0n, refundedCents: 0n };
  return streamCsv({
    columns: [
      ...["payment_id", "created_at", "completed_at", "status", "kind", "invoice_number", "amount_nano", "amount_usd"],
      ...["refunded_nano", "refunded_usd", "disputed_nano", "disputed_usd", "failure_code"],
    ],
    rows: pages(ctx, workspaceId, sums),
    controlTotals: async () => [
      ["workspace", workspaceId],
      ["payments", sums.payments],
      ["paid_nano", sums.paidCents * NANO_PER_CENT],
      ["refunded_nano", sums.refundedCents * NANO_PER_CENT],
    ],
  });
}

interface Sums {
  payments: number;
  paidCents: bigint;
  refundedCents: bigint;
}

async function* pages({ db }: Context, workspaceId: string, sums: Sums): AsyncGenerator<CsvCell[][]> {
  const read = ({ cursor, limit }: PlaceInList) =>
    db.prisma.payment.findMany({
      where: { workspaceId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
  for await (const rows of everyPageAfter(read, idOf)) {
    for (const row of rows) {
      sums.payments += 1;
      sums.refundedCents += BigInt(row.refundedCents);
      if (row.status === "succeeded") sums.paidCents += BigInt(row.amountCents);
    }
    yield rows.map((row) => [
      ...[row.id, row.createdAt, row.completedAt, row.status, row.kind, row.invoiceNumber],
      ...money(row.amountCents),
      ...money(row.refundedCents),
      ...money(row.disputedCents),
      row.status === "failed" ? row.failureCode : null,
    ]);
  }
}

function money(cents: number): CsvCell[] {
  const nano = BigInt(cents) * NANO_PER_CENT;
  return [nano, { usdNano: nano }];
}
