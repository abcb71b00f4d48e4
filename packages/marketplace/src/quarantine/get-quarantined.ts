import { generationId } from "@tollgate/db/ids";
import type { UnitPrices } from "@tollgate/pricing/versions";
import { z } from "zod";
import { namesOfWorkspaces } from "../access/names-of-workspaces.ts";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { explainQuarantine, type QuarantineExplanation } from "./explain-quarantine.ts";
import { type PricedAnew, priceAnew } from "./price-anew.ts";
import { actionsFor, type QuarantineAction } from "./quarantine-actions.ts";

export const GetQuarantinedInput = z.object({ id: z.uuid("This event does not exist.") });
export type GetQuarantinedInput = z.input<typeof GetQuarantinedInput>;

/** Legs in nano-USD. */
export interface QuarantineLegs {
  readonly costNano: bigint;
  readonly feeNano: bigint;
  readonly surchargeNano: bigint;
}

export interface QuarantinedView extends QuarantineExplanation {
  readonly id: string;
  readonly generationId: string;
  /** Empty when the event does not say whose it is. */
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly reason: string;
  readonly detail: string;
  readonly createdAt: Date;
  /** The event as it came, as JSON text. */
  readonly event: string;
  readonly actions: readonly QuarantineAction[];
  /** What the proxy said it cost. */
  readonly told: QuarantineLegs | null;
  /** What the pinned versions give now, or what stands in the way. */
  readonly now: { readonly legs: QuarantineLegs | null; readonly obstacle: string | null };
  /** What is recorded of the call already. */
  readonly recorded: (QuarantineLegs & { readonly outcome: string }) | null;
  readonly price: { readonly id: string; readonly prices: UnitPrices } | null;
  /** Buckets with units and no price in the pinned version. */
  readonly unpriced: readonly { readonly bucket: string; readonly units: number }[];
  readonly fee: { readonly id: string; readonly basisPoints: number; readonly fixedNano: bigint } | null;
  readonly marginId: string | null;
  readonly resolution: {
    readonly at: Date;
    readonly how: string;
    readonly reason: string;
    readonly by: string | null;
  } | null;
}

/** One event with its pinned versions, what is wrong, what it comes to now and what can be decided. Operators may. */
export async function getQuarantined(ctx: Context, input: GetQuarantinedInput): Promise<QuarantinedView> {
  requirePlatformRole(ctx, "operator");
  const { id } = parseInput(GetQuarantinedInput, input);
  const { prisma } = ctx.db;
  const row = await prisma.quarantinedCall.findUnique({ where: { id } });
  if (!row) throw new MarketplaceError("not_found", "This event does not exist.");
  const [anew, call, resolver, nameOf] = await Promise.all([
    priceAnew(ctx.db, row.event),
    prisma.call.findUnique({ where: { id } }),
    row.resolvedById === null ? null : prisma.user.findUnique({ where: { id: row.resolvedById } }),
    namesOfWorkspaces(ctx, [row.workspaceId]),
  ]);
  return {
    id,
    generationId: generationId(id),
    workspaceId: row.workspaceId,
    workspaceName: nameOf(row.workspaceId),
    reason: row.reason,
    detail: row.detail,
    createdAt: row.createdAt,
    event: JSON.stringify(row.event, null, 2),
    ...explainQuarantine(row.reason),
    actions: row.resolvedAt === null ? actionsFor(row.reason) : [],
    recorded: call && {
      outcome: call.outcome,
      costNano: call.costNano,
      feeNano: call.feeNano,
      surchargeNano: call.surchargeNano,
    },
    ...pinnedOf(anew),
    resolution:
      row.resolvedAt === null
        ? null
        : {
            at: row.resolvedAt,
            how: row.resolution ?? "",
            reason: row.resolutionReason ?? "",
            by: resolver?.name ?? resolver?.email ?? null,
          },
  };
}

function pinnedOf(anew: PricedAnew): Pick<QuarantinedView, "told" | "now" | "price" | "unpriced" | "fee" | "marginId"> {
  if (anew.kind === "unreadable")
    return {
      told: null,
      now: { legs: null, obstacle: "the event cannot be read" },
      price: null,
      unpriced: [],
      fee: null,
      marginId: null,
    };
  const { event, versions } = anew;
  const price = (event.price === null ? undefined : versions.prices.get(event.price)) ?? null;
  const priceOf = new Map(Object.entries(price?.prices ?? {}));
  const unpriced = Object.entries(event.units)
    .filter(([bucket, units]) => price !== null && units > 0 && !priceOf.has(bucket))
    .map(([bucket, units]) => ({ bucket, units }));
  const { cost, fee, surcharge } = event.legs;
  return {
    told: { costNano: cost, feeNano: fee, surchargeNano: surcharge },
    now: anew.kind === "priced" ? { legs: anew.legs, obstacle: null } : { legs: null, obstacle: anew.detail },
    price,
    unpriced,
    fee: versions.fees.get(event.fee) ?? null,
    marginId: event.margin,
  };
}
