import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { counted } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";

type Ranked = { id: string; name: string; spentNano: bigint; calls?: number };
type Props = {
  title: string;
  rows: readonly Ranked[];
  /** The page of calls, and the filter of it that takes a row's id. */
  path: string;
  filter: "model" | "key" | "app";
  hint?: string;
};

const SHOWN = 6;

/** What most was spent on, each as long as its share of the first. */
export function SpendRanking({ title, rows, path, filter, hint = "Last 30 days" }: Props) {
  if (rows.length === 0) return null;
  const most = rows[0]?.spentNano ?? 0n;
  return (
    <Card>
      <CardHeader title={title} hint={hint} />
      <CardBody className="px-2! pb-3!">
        <ol>
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row.id}>
              <Link
                href={`${path}?${filter}=${encodeURIComponent(row.id)}`}
                className="block rounded-md px-3 py-2 hover:bg-hover"
              >
                <span className="flex items-baseline justify-between gap-4">
                  <span className="min-w-0 truncate">{row.name}</span>
                  <span className="flex shrink-0 items-baseline gap-3">
                    {row.calls === undefined ? null : (
                      <span className="tabular whitespace-nowrap text-ink-faint text-sm">
                        {counted(row.calls, "call")}
                      </span>
                    )}
                    <Money nano={row.spentNano} className="min-w-16 text-right font-medium" />
                  </span>
                </span>
                <span aria-hidden="true" className="telling-colour mt-1.5 block h-1 rounded-full bg-hover">
                  <span
                    className="block h-full min-w-0.5 rounded-full bg-accent/70"
                    style={{ width: `${sharePercent(row.spentNano, most)}%` }}
                  />
                </span>
              </Link>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

function sharePercent(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1000n) / whole) / 10;
}
