import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { Timestamp } from "@tollgate/ui/timestamp";
import { type Leg, LegsTable } from "../corrections/legs-table.tsx";
import { journalKindName } from "../ledger/journal-kinds.ts";

type Journal = { id: string; kind: string; memo: string; at: Date; legs: readonly Leg[] };

/** Journals with every line of them, oldest first. */
export function Journals({ journals }: { journals: readonly Journal[] }) {
  if (journals.length === 0) return <p className="text-ink-muted">Nothing has been booked.</p>;
  return (
    <div className="flex flex-col gap-5">
      {journals.map(({ id, kind, memo, at, legs }) => (
        <Card key={id}>
          <CardHeader
            title={
              <Link href={`/finance/ledger/${id}`} className="underline-offset-4 hover:underline">
                {journalKindName(kind)}
              </Link>
            }
            hint={
              <>
                {memo} · <Timestamp at={at} show="exact" />
              </>
            }
          />
          <CardBody>
            <LegsTable label={`${journalKindName(kind)}, ${memo}`} legs={legs} />
          </CardBody>
        </Card>
      ))}
    </div>
  );
}
