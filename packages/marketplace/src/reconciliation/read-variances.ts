import type { Month } from "@tollgate/payouts/months";
import { monthBounds } from "@tollgate/payouts/months";
import type pg from "pg";
import { INVOICES_AND_COSTS } from "./invoices-and-costs.ts";
import { BEFORE_FIRST, MATCHED } from "./matched-cash.ts";
import { kindOf, readState, type Variance, type VarianceArea } from "./variance.ts";

/** One comparison as a whole. */
export interface Side {
  readonly area: VarianceArea;
  readonly compared: number;
  readonly oursNano: bigint;
  readonly theirsNano: bigint;
}

export interface Variances {
  readonly sides: readonly Side[];
  /** What our cash account held before the processor's account of us begins. */
  readonly beforeFirstNano: bigint;
  readonly variances: readonly Variance[];
}

interface MatchRow {
  readonly area: string;
  readonly key: string;
  readonly theirs: bigint;
  readonly ours: bigint;
  readonly first_at: Date;
  readonly has_theirs: boolean;
  readonly has_ours: boolean;
  readonly journal_id: string | null;
}

interface NoteRow {
  readonly area: string;
  readonly key: string;
  readonly state: string;
  readonly note: string;
  readonly by: string | null;
  readonly at: Date;
}

/** More differences than people can look at: the sums still count all. */
const MAX_VARIANCES = 500;

/** Everything that differs in a month, by what it first moved in; all of one snapshot. */
export async function readVariances(client: pg.ClientBase, month: Month, pulledUntil: Date | null): Promise<Variances> {
  const { start, end } = monthBounds(month);
  const until = pulledUntil ?? new Date(0);
  const inMonth = `SELECT area, key, theirs, ours, first_at, transactions > 0 AS has_theirs, journals > 0 AS has_ours, journal_id
    FROM (${MATCHED}) m WHERE first_at >= $2 AND first_at < $3`;
  const cash = await client.query<MatchRow>(
    `SELECT * FROM (${inMonth}) d WHERE theirs <> ours ORDER BY first_at, key LIMIT ${MAX_VARIANCES}`,
    [until, start, end],
  );
  const sums = await client.query<SideRow>(
    `SELECT area, count(*)::integer AS compared, sum(ours)::bigint AS ours, sum(theirs)::bigint AS theirs FROM (${inMonth}) d GROUP BY area`,
    [until, start, end],
  );
  const invoices = await client.query<MatchRow & { readonly is_off: boolean }>(INVOICES_AND_COSTS, [start, end]);
  const before = await client.query<{ nano: bigint }>(BEFORE_FIRST);
  const rows = [...cash.rows, ...invoices.rows.filter((row) => row.is_off).slice(0, MAX_VARIANCES)];
  const notes = await readNotes(client);
  return {
    sides: [
      sideOf("cash", sums.rows),
      sideOf("payouts", sums.rows),
      sideOf("invoices", [
        {
          area: "invoices",
          compared: invoices.rows.length,
          ours: invoices.rows.reduce((sum, row) => sum + row.ours, 0n),
          theirs: invoices.rows.reduce((sum, row) => sum + row.theirs, 0n),
        },
      ]),
    ],
    beforeFirstNano: before.rows[0]?.nano ?? 0n,
    variances: rows.map((row) => toVariance(row, notes)),
  };
}

interface SideRow {
  readonly area: string;
  readonly compared: number;
  readonly ours: bigint;
  readonly theirs: bigint;
}

function sideOf(area: VarianceArea, rows: readonly SideRow[]): Side {
  const row = rows.find((one) => one.area === area);
  return { area, compared: row?.compared ?? 0, oursNano: row?.ours ?? 0n, theirsNano: row?.theirs ?? 0n };
}

/** The latest note of each difference. */
async function readNotes(client: pg.ClientBase): Promise<ReadonlyMap<string, NoteRow>> {
  const { rows } = await client.query<NoteRow>(
    `SELECT DISTINCT ON (v.report, v.key) v.report AS area, v.key, v.state, v.note, u.name AS by, v.at
      FROM variance_note v LEFT JOIN "user" u ON u.id = v.by_id ORDER BY v.report, v.key, v.id DESC`,
  );
  return new Map(rows.map((row) => [`${row.area} ${row.key}`, row]));
}

function toVariance(row: MatchRow, notes: ReadonlyMap<string, NoteRow>): Variance {
  const area = row.area === "payouts" || row.area === "invoices" ? row.area : "cash";
  const differenceNano = row.theirs - row.ours;
  const key = `${row.key} ${differenceNano}`;
  const note = notes.get(`${area} ${key}`);
  return {
    ...{ area, key, subject: row.key, oursNano: row.ours, theirsNano: row.theirs, differenceNano },
    kind: kindOf({ hasOurs: row.has_ours, hasTheirs: row.has_theirs }),
    since: row.first_at,
    journalId: row.journal_id,
    state: readState(note?.state ?? null),
    note: note?.note ?? null,
    notedBy: note?.by ?? null,
    notedAt: note?.at ?? null,
  };
}
