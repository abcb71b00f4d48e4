import { z } from "zod";
import type { Context } from "../context.ts";
import { DayRange } from "../day-range.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { addUsed, NOTHING_USED, SUMS, type SumsRow, toUsed, type Used } from "../usage/read-usage.ts";
import { type AppCustomer, listAppCustomers } from "./list-app-customers.ts";

export const GetAppCustomerInput = z.object({
  workspaceId: z.string(),
  appId: z.string(),
  /** Workspace of the customer. */
  customerId: z.string(),
  ...DayRange.shape,
});
export type GetAppCustomerInput = z.input<typeof GetAppCustomerInput>;

export interface AppCustomerDetail {
  readonly from: string;
  readonly to: string;
  readonly customer: AppCustomer;
  /** Days with calls, oldest first. */
  readonly byDay: readonly (Used & { readonly day: string })[];
  /** Most earned first. */
  readonly byModel: readonly (Used & { readonly modelId: string })[];
}

/** One customer of an app: consent, cap and what their calls brought. Members of the builder's workspace may. */
export async function getAppCustomer(ctx: Context, input: GetAppCustomerInput): Promise<AppCustomerDetail> {
  const { customerId, ...asked } = parseInput(GetAppCustomerInput, input);
  const { from, to, customers } = await listAppCustomers(ctx, asked);
  const customer = customers.find((one) => one.workspaceId === customerId);
  if (!customer) throw new MarketplaceError("not_found", "This workspace is no customer of the app.");
  const { rows } = await ctx.db.pool.query<SumsRow & { day: string; model: string }>(
    `SELECT to_char(u.day, 'YYYY-MM-DD') AS day, u.model_id AS model, ${SUMS} FROM usage_day u
      WHERE u.workspace_id = $1 AND u.app_id = $2 AND u.day >= $3::date AND u.day <= $4::date GROUP BY 1, 2 ORDER BY 1, 2`,
    [customerId, asked.appId, from, to],
  );
  const used = rows.map((row) => ({ day: row.day, modelId: row.model, ...toUsed(row) }));
  const sum = (some: readonly Used[]) => some.reduce<Used>(addUsed, NOTHING_USED);
  return {
    from,
    to,
    customer,
    byDay: [...Map.groupBy(used, ({ day }) => day)].map(([day, some]) => ({ ...sum(some), day })),
    byModel: [...Map.groupBy(used, ({ modelId }) => modelId)]
      .map(([modelId, some]) => ({ ...sum(some), modelId }))
      .sort((a, b) =>
        a.surchargeNano === b.surchargeNano ? b.calls - a.calls : a.surchargeNano > b.surchargeNano ? -1 : 1,
      ),
  };
}
