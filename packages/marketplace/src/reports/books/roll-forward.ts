import type { AccountType } from "@tollgate/ledger/account-types";
import type { JournalKind } from "@tollgate/ledger/journal-kinds";
import type { ReportColumn } from "../report.ts";
import { quoted } from "./movements.ts";

/** One amount between an opening and a closing: what journals of these kinds moved in the month. */
export interface Movement {
  readonly key: string;
  readonly header: string;
  readonly kinds: readonly JournalKind[];
  /** Account types, if not all of the report. */
  readonly types?: readonly AccountType[];
}

/** Amounts of accounts of these types; the column `owner` says whose. */
export function amountColumn(
  {
    key,
    header,
    kinds,
    types,
  }: Omit<Movement, "kinds"> & { kinds?: readonly JournalKind[]; types: readonly AccountType[] },
  span: "month" | "before" | "through",
): ReportColumn {
  const drill = { list: "entries", types, owner: "owner", span, ...(kinds && { kinds }) } as const;
  return { key, header, kind: "nano", total: true, drill };
}

/** Opening, what moved it, closing. */
export function rollForwardColumns(types: readonly AccountType[], movements: readonly Movement[]): ReportColumn[] {
  return [
    amountColumn({ key: "opening", header: "Opening", types }, "before"),
    ...movements.map((one) => amountColumn({ types, ...one }, "month")),
    amountColumn({ key: "closing", header: "Closing", types }, "through"),
  ];
}

/** SQL of those columns over rows with owner, type, kind, period and amount, all before the end of the month. */
export function rollForwardSql(start: string, types: readonly AccountType[], movements: readonly Movement[]): string {
  const ofTypes = `type IN (${quoted(types)})`;
  return [
    `coalesce(sum(amount) FILTER (WHERE period < '${start}'::date AND ${ofTypes}), 0)::bigint AS opening`,
    ...movements.map(
      (one) =>
        `coalesce(sum(amount) FILTER (WHERE period = '${start}'::date AND kind IN (${quoted(one.kinds)})
          AND type IN (${quoted(one.types ?? types)})), 0)::bigint AS ${one.key}`,
    ),
    `coalesce(sum(amount) FILTER (WHERE ${ofTypes}), 0)::bigint AS closing`,
  ].join(", ");
}
