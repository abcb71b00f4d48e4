import { formatCount } from "@tollgate/ui/format/number";
import { Money } from "@tollgate/ui/money";
import { Stat, StatRow } from "@tollgate/ui/stat";
import type { Outputs } from "../trpc/outputs.ts";
import { Beneath } from "./beneath.tsx";
import { earnedOf, nanoOfCents } from "./statement-lines.ts";

/** A run, or the draft of one, in four numbers. */
export function RunStats({ totals, month }: { totals: Outputs["finance"]["previewRun"]["totals"]; month: string }) {
  const payables = `/finance/reports/payables?period=${month}`;
  const carrying = totals.payees - totals.payablePayees;
  return (
    <StatRow>
      <Stat
        label="Payable"
        value={<Money nano={nanoOfCents(totals.payableCents)} precision={2} />}
        note={`to ${formatCount(totals.payablePayees)} of ${formatCount(totals.payees)} payees`}
      />
      <Stat
        label="Earned in the month"
        value={
          <Beneath href={payables}>
            <Money nano={earnedOf(totals)} precision={2} />
          </Beneath>
        }
        note="providers and builders"
      />
      <Stat
        label="Brought forward"
        value={
          <Beneath href={payables}>
            <Money nano={totals.openingNano} precision={2} />
          </Beneath>
        }
        note="from months before"
      />
      <Stat
        label="Carried over"
        value={
          <Beneath href={payables}>
            <Money nano={totals.carryNano} precision={2} />
          </Beneath>
        }
        note={`${formatCount(carrying)} ${carrying === 1 ? "payee is" : "payees are"} not paid yet`}
      />
    </StatRow>
  );
}
