import type { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { readDays } from "../day-range.ts";
import { parseInput } from "../parse-input.ts";
import { ROLL_UP_CALLS_JOB } from "../roll-ups/roll-up-calls.ts";
import { groupNames } from "./group-names.ts";
import { addUsed, NOTHING_USED, readUsage, type Used, type UsedOnDay } from "./read-usage.ts";
import { UsageInput } from "./usage-input.ts";

export interface UsageOfGroup extends Used {
  readonly id: string;
  readonly name: string;
}

export interface UsageReport {
  readonly from: string;
  readonly to: string;
  readonly total: Used;
  /** Every day of the range, also those without calls, with what each group used on it. */
  readonly byDay: readonly { readonly day: string; readonly groups: ReadonlyMap<string, Used> }[];
  /** Most spent first. */
  readonly groups: readonly UsageOfGroup[];
  /** Up to when settled calls are counted; `null` before the first pass. */
  readonly rolledUpTo: Date | null;
}

/** What a workspace used in a period, grouped and filtered. Members may. */
export async function getUsage(ctx: Context, input: z.input<typeof UsageInput>): Promise<UsageReport> {
  const asked = parseInput(UsageInput, input);
  requireWorkspace(ctx, asked.workspaceId);
  const days = readDays(asked, ctx.now());
  const [rows, watermark] = await Promise.all([
    readUsage(ctx, asked, days),
    ctx.db.prisma.jobWatermark.findUnique({ where: { job: ROLL_UP_CALLS_JOB } }),
  ]);
  const sums = new Map<string, Used>();
  for (const row of rows) sums.set(row.group, addUsed(sums.get(row.group) ?? NOTHING_USED, row));
  const nameOf = await groupNames(ctx, asked.groupBy, [...sums.keys()]);
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return {
    from: days[0] ?? "",
    to: days.at(-1) ?? "",
    total: rows.reduce<Used>(addUsed, NOTHING_USED),
    byDay: days.map((day) => ({ day, groups: usedBy(byDay.get(day) ?? []) })),
    groups: [...sums].map(([id, used]) => ({ id, name: nameOf(id), ...used })).sort(mostSpentFirst),
    rolledUpTo: watermark?.bookedAt ?? null,
  };
}

function usedBy(rows: readonly UsedOnDay[]): Map<string, Used> {
  return new Map(rows.map(({ group, day: _, ...used }) => [group, used]));
}

function mostSpentFirst(a: UsageOfGroup, b: UsageOfGroup): number {
  const [spentA, spentB] = [a.chargeNano - a.refundedNano, b.chargeNano - b.refundedNano];
  if (spentA !== spentB) return spentA > spentB ? -1 : 1;
  return a.calls === b.calls ? (a.id < b.id ? -1 : 1) : b.calls - a.calls;
}
