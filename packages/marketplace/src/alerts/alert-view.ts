import type { AlertModel } from "@tollgate/db/generated/models/Alert";
import { parseUsd } from "@tollgate/money/nano";
import { z } from "zod";
import type { WebhookEvent } from "../webhooks/webhook-events.ts";

/** What is capped, or whose credit it is. */
export type AlertScope = "workspace" | "member" | "key" | "grant";

export const ALERT_ABOUTS = ["budget", "low_credit", "top_up_ceiling"] as const;
export type AlertAbout = (typeof ALERT_ABOUTS)[number];

/** The event that tells of each. */
export const KIND_OF_ABOUT: Readonly<Record<AlertAbout, WebhookEvent>> = {
  budget: "budget.threshold",
  low_credit: "balance.low",
  top_up_ceiling: "top_up.ceiling",
};

export interface AlertView {
  /** Names it within the workspace. */
  readonly id: string;
  readonly at: Date;
  readonly about: AlertAbout;
  readonly scope: AlertScope;
  /** The key's, app's, member's or workspace's name at that time; empty for automatic top-up. */
  readonly name: string;
  /** Per cent of the budget that was reached; `null` for all that is no budget. */
  readonly threshold: number | null;
  /** The budget, the amount credit fell below, or what automatic top-up may charge in the month. */
  readonly limitNano: bigint;
  /** What was spent of the budget, was left of the credit, or was charged in the month. */
  readonly amountNano: bigint;
  /** When the budget or the month starts over; `null` for a budget that never does, and for low credit. */
  readonly resetsAt: Date | null;
  /** `null` until its e-mail was handed over. */
  readonly mailedAt: Date | null;
  /** Whether it still holds: the same budget in the same window, credit still low, or the same month with credit still low. */
  readonly isCurrent: boolean;
}

export interface AlertStanding {
  /** The window each budget is in now, by scope id. */
  readonly windows: ReadonlyMap<string, string>;
  readonly creditIsLow: boolean;
  /** Whether credit is still so low that automatic top-up would act. */
  readonly topUpIsDue: boolean;
  readonly now: Date;
}

const nano = z.string().transform(BigInt);
const Budget = z.object({
  scope: z.enum(["workspace", "member", "key", "grant"]),
  name: z.string(),
  limit_nano: nano,
  spent_nano: nano,
  resets_at: z.iso.datetime().nullable(),
});
const usd = z.string().transform((text) => {
  const amount = parseUsd(text);
  if (amount === null) throw new Error(`an alert has the unreadable amount ${text}`);
  return amount;
});
const Ceiling = z.object({ ceiling_usd: usd, charged_usd: usd, resets_at: z.iso.datetime() });
const LowCredit = z.object({ name: z.string(), threshold_nano: nano, available_nano: nano });

/** An alert as people read it. */
export function toAlertView(row: AlertModel, standing: AlertStanding): AlertView {
  const { scopeId, windowName, threshold, at, mailedAt } = row;
  const told = { id: `${scopeId} ${windowName} ${threshold}`, at, mailedAt };
  if (row.kind === KIND_OF_ABOUT.low_credit) return { ...told, ...lowCredit(row, standing) };
  if (row.kind === KIND_OF_ABOUT.top_up_ceiling) return { ...told, ...topUpCeiling(row, standing) };
  const { scope, name, limit_nano: limitNano, spent_nano: amountNano, resets_at: resets } = Budget.parse(row.detail);
  const resetsAt = resets === null ? null : new Date(resets);
  const isCurrent = standing.windows.get(scopeId) === windowName;
  return { ...told, about: "budget", scope, name, threshold, limitNano, amountNano, resetsAt, isCurrent };
}

type About = Omit<AlertView, "id" | "at" | "mailedAt">;

function lowCredit({ detail }: AlertModel, { creditIsLow: isCurrent }: AlertStanding): About {
  const { name, threshold_nano: limitNano, available_nano: amountNano } = LowCredit.parse(detail);
  const about = { about: "low_credit", scope: "workspace", name, threshold: null } as const;
  return { ...about, limitNano, amountNano, resetsAt: null, isCurrent };
}

function topUpCeiling({ detail }: AlertModel, { topUpIsDue, now }: AlertStanding): About {
  const { ceiling_usd: limitNano, charged_usd: amountNano, resets_at: resets } = Ceiling.parse(detail);
  const resetsAt = new Date(resets);
  const about = { about: "top_up_ceiling", scope: "workspace", name: "", threshold: null } as const;
  return { ...about, limitNano, amountNano, resetsAt, isCurrent: topUpIsDue && now < resetsAt };
}
