import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { EventFilter, type EventLine } from "./event-line.ts";
import { readEvents } from "./list-stripe-events.ts";

export const ExportStripeEventsInput = EventFilter;
export type ExportStripeEventsInput = z.input<typeof ExportStripeEventsInput>;

const PAGE = 1000;

/** Events as CSV, newest first, in pieces. Operators may. @throws before the first piece when the person may not. */
export async function exportStripeEvents(
  ctx: Context,
  input: ExportStripeEventsInput,
): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "operator");
  const filter = parseInput(ExportStripeEventsInput, input);
  const sums = { events: 0 };
  return streamCsv({
    columns: ["event_id", "state", "type", "effect", "attempts", "received_at", "tried_at"],
    rows: pages(ctx, filter, sums),
    controlTotals: async () => [["events", sums.events]],
  });
}

async function* pages(ctx: Context, filter: EventFilter, sums: { events: number }): AsyncGenerator<CsvCell[][]> {
  let cursor: string | null = null;
  for (;;) {
    const page: EventLine[] = await readEvents(ctx, filter, { cursor, limit: PAGE });
    sums.events += page.length;
    yield page.map(({ id, state, type, effect, attempts, receivedAt, at }) => [
      ...[id, state, type, effect, attempts, receivedAt, at],
    ]);
    const last = page.at(-1);
    cursor = last ? `${last.at.toISOString()} ${last.id}` : null;
    if (page.length < PAGE) return;
  }
}
