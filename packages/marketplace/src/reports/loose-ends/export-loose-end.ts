import { type Context, requirePlatformRole } from "../../context.ts";
import { parseInput } from "../../parse-input.ts";
import type { CsvCell } from "../csv-document.ts";
import { streamCsv } from "../csv-stream.ts";
import { ListLooseEndInput, readLooseEnd } from "./list-loose-end.ts";

/** Far more than may ever be open at a time; the file says how many there were. */
const MOST_LINES = 10_000;

/**
 * What was begun and has not ended, of one kind, as CSV, oldest first. It is the present moment, so it is read at once. Finance may.
 * @throws before the first piece when the person may not or there is no such kind.
 */
export async function exportLooseEnd(ctx: Context, input: ListLooseEndInput): Promise<AsyncGenerator<string>> {
  requirePlatformRole(ctx, "finance");
  const { end } = parseInput(ListLooseEndInput, input);
  const { items, count } = await readLooseEnd(ctx, end, MOST_LINES);
  return streamCsv({
    columns: ["id", "open_since", "workspace_id", "workspace", "note", "amount_nano", "amount_usd"],
    rows: lines(items),
    controlTotals: async () => [
      ["loose_end", end],
      ["lines", items.length],
      ["open", count],
      ["amount_nano", items.reduce((sum, { nano }) => sum + (nano ?? 0n), 0n)],
    ],
  });
}

type Item = Awaited<ReturnType<typeof readLooseEnd>>["items"][number];

async function* lines(items: readonly Item[]): AsyncGenerator<CsvCell[][]> {
  yield items.map((item) => [
    ...[item.id, item.at, item.owner, item.ownerName, item.note, item.nano],
    item.nano === null ? null : { usdNano: item.nano },
  ]);
}
