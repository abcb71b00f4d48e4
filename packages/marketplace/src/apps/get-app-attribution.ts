import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { DayRange, readDays } from "../day-range.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type CsvDocument, writeCsv } from "../reports/csv-document.ts";
import { addUsed, NOTHING_USED, SUMS, type SumsRow, toUsed, type Used } from "../usage/read-usage.ts";
import { ATTRIBUTION_KINDS } from "../usage/usage-input.ts";

export const GetAppAttributionInput = z.object({
  workspaceId: z.string(),
  appId: z.string(),
  ...DayRange.shape,
  by: z.enum(ATTRIBUTION_KINDS).default("feature"),
  /** Only calls one customer pays for. */
  customerId: z.string().nullish(),
});
export type GetAppAttributionInput = z.input<typeof GetAppAttributionInput>;

/** What calls for one end user, tenant or feature came to. */
export interface AttributedUse extends Used {
  readonly value: string;
  /** Customers who paid for them. */
  readonly customers: number;
}

export interface AppAttribution {
  readonly from: string;
  readonly to: string;
  /** Most earned first, at most `MOST_GROUPS`. */
  readonly groups: readonly AttributedUse[];
  /** Of all calls that say so, also those of groups that are not listed. */
  readonly said: Used;
  readonly groupCount: number;
  /** Of the app's calls in the period, whatever they say. */
  readonly all: Used;
}

/** Groups that a page and a download list, those that earn most; the sums count all. */
export const MOST_GROUPS = 500;

/** What an app's calls were for, as the app said when it made them. Members may. */
export async function getAppAttribution(ctx: Context, input: GetAppAttributionInput): Promise<AppAttribution> {
  const { workspaceId, appId, by, customerId, ...range } = parseInput(GetAppAttributionInput, input);
  requireWorkspace(ctx, workspaceId);
  const app = await ctx.db.prisma.app.findFirst({ where: { id: appId, workspaceId }, select: { id: true } });
  if (!app) throw new MarketplaceError("not_found", "This app does not exist.");
  const days = readDays(range, ctx.now());
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const where = `u.app_id = $1 AND u.app_id <> '' AND u.day >= $2::date AND u.day <= $3::date AND ($4::text IS NULL OR u.workspace_id = $4)`;
  const values = [appId, from, to, customerId ?? null];
  const [groups, all] = await Promise.all([
    ctx.db.pool.query<SumsRow & { value: string; customers: bigint }>(
      `SELECT u.value, count(DISTINCT u.workspace_id) AS customers, ${SUMS} FROM attribution_day u WHERE ${where} AND u.kind = $5
        GROUP BY 1 ORDER BY sum(u.surcharge_nano) DESC, sum(u.charge_nano) DESC, 1`,
      [...values, by],
    ),
    ctx.db.pool.query<SumsRow>(`SELECT ${SUMS} FROM usage_day u WHERE ${where} HAVING count(*) > 0`, values),
  ]);
  const used = groups.rows.map((row) => ({ value: row.value, customers: Number(row.customers), ...toUsed(row) }));
  const [everything] = all.rows;
  return {
    from,
    to,
    groups: used.slice(0, MOST_GROUPS),
    said: used.reduce<Used>(addUsed, NOTHING_USED),
    groupCount: used.length,
    all: everything ? toUsed(everything) : NOTHING_USED,
  };
}

/** The same as CSV. Members may. */
export async function exportAppAttribution(ctx: Context, input: GetAppAttributionInput): Promise<CsvDocument> {
  const { from, to, groups } = await getAppAttribution(ctx, input);
  const by = input.by ?? "feature";
  return writeCsv({
    fileName: `tollgate-app-by-${by}-${from}-${to}.csv`,
    columns: [
      by,
      "customers",
      "calls",
      "failed_calls",
      "input_tokens",
      "output_tokens",
      "charge_nano_usd",
      "refunded_nano_usd",
      "surcharge_nano_usd",
      "surcharge_usd",
    ],
    rows: groups.map((one) => [
      one.value,
      one.customers,
      one.calls,
      one.failedCalls,
      one.inputTokens,
      one.outputTokens,
      one.chargeNano,
      one.refundedNano,
      one.surchargeNano,
      { usdNano: one.surchargeNano },
    ]),
    controlTotals: [
      ["rows", groups.length],
      ["surcharge_nano_usd", groups.reduce((sum, one) => sum + one.surchargeNano, 0n)],
    ],
  });
}
