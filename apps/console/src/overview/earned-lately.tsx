import { Button } from "@tollgate/ui/button";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { formatCount } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Stat, StatRow } from "@tollgate/ui/stat";
import type { ReactNode } from "react";
import { EarnedChart } from "../earnings/earned-chart.tsx";
import { type EarningsRole, firstDayOf } from "../earnings/role.ts";
import { api } from "../trpc/server.tsx";

/** How far back the overview looks. */
export const LATELY_DAYS = 30;
const TITLE = { builder: "Your apps earned", provider: "Your endpoints earned" } as const;

type Props = {
  workspace: { id: string; slug: string };
  by: EarningsRole;
  /** Figures beside what was earned. */
  more?: ReactNode;
};

/** What a builder's apps or a provider's endpoints have earned lately, for whoever comes to see that first. */
export async function EarnedLately({ workspace, by: role, more }: Props) {
  const from = firstDayOf(LATELY_DAYS, new Date());
  const earnings = await (await api()).earnings.get({ workspaceId: workspace.id, role, from });
  return (
    <Card>
      <CardHeader
        title={TITLE[role]}
        hint={`Last ${LATELY_DAYS} days, UTC`}
        actions={
          <Button asChild size="sm">
            <Link href={`/w/${workspace.slug}/earnings/${role}`}>All earnings</Link>
          </Button>
        }
      />
      <CardBody className="flex flex-col gap-5">
        <StatRow>
          <Stat
            label="Earned"
            value={<Money nano={earnings.total.earnedNano} />}
            note={`from ${formatCount(earnings.total.calls)} calls`}
          />
          <Stat label="Payable balance" value={<Money nano={earnings.payableNano} />} note="not paid out yet" />
          {more}
        </StatRow>
        <EarnedChart role={role} days={earnings.byDay} />
      </CardBody>
    </Card>
  );
}
