"use client";

import { TimeChart } from "@tollgate/ui/time-chart";
import type { EarningsRole } from "./role.ts";

type Props = { role: EarningsRole; days: readonly { day: string; earnedNano: bigint }[] };

export function EarnedChart({ role, days }: Props) {
  return (
    <TimeChart
      label={`Earned by day, ${days.length} days`}
      unit="money"
      points={days.map(({ day, earnedNano }) => ({ day, values: { earned: earnedNano } }))}
      series={[{ key: "earned", name: "Earned", tone: role }]}
    />
  );
}
