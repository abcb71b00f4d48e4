import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { DayRange, readDays } from "../day-range.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { ROLL_UP_CALLS_JOB } from "../roll-ups/roll-up-calls.ts";
import { addUsed, NOTHING_USED, SUMS, type SumsRow, toUsed, type Used } from "../usage/read-usage.ts";
import { WITH_MARGINS } from "./app-view.ts";
import { type ConsentState, consentState } from "./consent-state.ts";
import { toMarginView } from "./margin-view.ts";

export const CUSTOMER_SORTS = ["earned", "charge", "calls", "name", "connected"] as const;

export const ListAppCustomersInput = z.object({
  workspaceId: z.string(),
  appId: z.string(),
  ...DayRange.shape,
  /** Only customers whose consent stands so. */
  state: z.enum(["active", "consent_required", "revoked"]).nullish(),
  /** Part of a customer's name. */
  search: z.string().trim().max(100).nullish(),
  sort: z.enum(CUSTOMER_SORTS).default("earned"),
});
export type ListAppCustomersInput = z.input<typeof ListAppCustomersInput>;

/** A workspace that connected an app, and what its calls brought in the period. */
export interface AppCustomer extends Used {
  readonly workspaceId: string;
  readonly grantId: string;
  readonly name: string;
  readonly state: ConsentState["state"];
  /** Whether a higher margin waits for the customer, in force or announced. */
  readonly isAsked: boolean;
  /** Version of the margin the customer accepted. */
  readonly acceptedVersion: number;
  /** The most the app may spend between two resets; `null` for no cap. */
  readonly capNano: bigint | null;
  readonly capReset: "never" | "daily" | "weekly" | "monthly";
  readonly connectedAt: Date;
  readonly revokedAt: Date | null;
  /** When the customer's last call was admitted, at any time. */
  readonly lastCallAt: Date | null;
}

export interface AppCustomers {
  /** UTC days, both included. */
  readonly from: string;
  readonly to: string;
  readonly customers: readonly AppCustomer[];
  /** Of those listed. */
  readonly total: Used;
  /** Customers of the app, whatever the filter. */
  readonly count: number;
  readonly rolledUpTo: Date | null;
}

/** Who connected an app of a builder, and what their calls brought. Members may. */
export async function listAppCustomers(ctx: Context, input: ListAppCustomersInput): Promise<AppCustomers> {
  const { workspaceId, appId, state, search, sort, ...range } = parseInput(ListAppCustomersInput, input);
  requireWorkspace(ctx, workspaceId);
  const now = ctx.now();
  const app = await ctx.db.prisma.app.findFirst({
    where: { id: appId, workspaceId },
    include: { ...WITH_MARGINS, grants: { include: { workspace: { select: { name: true } } } } },
  });
  if (!app) throw new MarketplaceError("not_found", "This app does not exist.");
  const days = readDays(range, now);
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const [used, lastCalls, watermark] = await Promise.all([
    readUsed(ctx, appId, { from, to }),
    readLastCalls(ctx, appId),
    ctx.db.prisma.jobWatermark.findUnique({ where: { job: ROLL_UP_CALLS_JOB } }),
  ]);
  const margins = app.marginVersions.map(toMarginView);
  const all = app.grants.map((grant): AppCustomer => {
    const consent = consentState(margins, grant, now);
    return {
      workspaceId: grant.workspaceId,
      grantId: grant.id,
      name: grant.workspace.name,
      state: consent.state,
      isAsked: consent.proposed !== null,
      acceptedVersion: consent.accepted.version,
      capNano: grant.monthlyCapNano,
      capReset: grant.capReset,
      connectedAt: grant.createdAt,
      revokedAt: grant.revokedAt,
      lastCallAt: lastCalls.get(grant.workspaceId) ?? null,
      ...(used.get(grant.workspaceId) ?? NOTHING_USED),
    };
  });
  const wanted = search?.toLowerCase() ?? "";
  const customers = all
    .filter((one) => (!state || one.state === state) && one.name.toLowerCase().includes(wanted))
    .sort(ORDERS[sort]);
  return {
    from,
    to,
    customers,
    total: customers.reduce<Used>(addUsed, NOTHING_USED),
    count: all.length,
    rolledUpTo: watermark?.bookedAt ?? null,
  };
}

const byNano = (pick: (one: AppCustomer) => bigint) => (a: AppCustomer, b: AppCustomer) =>
  pick(a) === pick(b) ? (a.workspaceId < b.workspaceId ? -1 : 1) : pick(a) > pick(b) ? -1 : 1;

const ORDERS = {
  earned: byNano((one) => one.surchargeNano),
  charge: byNano((one) => one.chargeNano - one.refundedNano),
  calls: byNano((one) => BigInt(one.calls)),
  connected: byNano((one) => BigInt(one.connectedAt.getTime())),
  name: (a: AppCustomer, b: AppCustomer) => a.name.localeCompare(b.name, "en"),
} as const;

async function readUsed(
  { db }: Context,
  appId: string,
  { from, to }: { from: string; to: string },
): Promise<Map<string, Used>> {
  const { rows } = await db.pool.query<SumsRow & { workspace: string }>(
    `SELECT u.workspace_id AS workspace, ${SUMS} FROM usage_day u
      WHERE u.app_id = $1 AND u.app_id <> '' AND u.day >= $2::date AND u.day <= $3::date GROUP BY 1`,
    [appId, from, to],
  );
  return new Map(rows.map((row) => [row.workspace, toUsed(row)]));
}

/** One look-up in the app's own index per customer. */
async function readLastCalls({ db }: Context, appId: string): Promise<Map<string, Date>> {
  const { rows } = await db.pool.query<{ workspace: string; at: Date }>(
    `SELECT g.workspace_id AS workspace, last.event_at AS at FROM "grant" g
      CROSS JOIN LATERAL (SELECT event_at FROM call c WHERE c.app_id = $1 AND c.workspace_id = g.workspace_id ORDER BY id DESC LIMIT 1) last
      WHERE g.app_id = $1`,
    [appId],
  );
  return new Map(rows.map(({ workspace, at }) => [workspace, at]));
}
