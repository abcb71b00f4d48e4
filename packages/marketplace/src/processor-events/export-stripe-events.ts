import type { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import type { CsvCell } from "../reports/csv-document.ts";
import { streamCsv } from "../reports/csv-stream.ts";
import { everyPageAfter } from "../reports/every-page.ts";
import { EventFilter } from "./event-line.ts";
import { placeOf, readEvents } from "./list-stripe-events.ts";

export const ExportStripeEventsInput = EventFilter;
export type ExportStripeEventsInput = z.input<typeof ExportStripeEventsInput>;

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
  for await (const page of everyPageAfter((place) => readEvents(ctx, filter, place), placeOf)) {
    sums.events += page.length;
    yield page.map(({ id, state, type, effect, attempts, receivedAt, at }) => [
      ...[id, state, type, effect, attempts, receivedAt, at],
    ]);
  }
}
