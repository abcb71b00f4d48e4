import type { FeeVersionModel } from "@tollgate/db/generated/models/FeeVersion";
import { FEE_SCOPES, type FeeScope } from "@tollgate/pricing/versions";
import { namesOfPeople } from "../access/names-of-people.ts";
import { type Context, requireStaff } from "../context.ts";
import { toFeeVersion } from "../settlement/read-fee.ts";
import type { FeeTerms } from "./fee-input.ts";

/** `replaced` was in force once; `withdrawn` never was. */
export type FeeState = "in_force" | "scheduled" | "replaced" | "withdrawn";

/** One version of a fee. A version is never changed, only followed by another. */
export interface FeeView extends FeeTerms {
  readonly id: string;
  readonly appliesTo: FeeScope;
  readonly state: FeeState;
  readonly effectiveAt: Date;
  /** Why it was set; empty for those the platform began with. */
  readonly note: string;
  readonly createdAt: Date;
  /** Who set it; `null` for those the platform began with. */
  readonly createdBy: string | null;
}

/** Every fee there was, is and will be, the last to begin first. Finance and operators may. */
export async function listFees(ctx: Context): Promise<FeeView[]> {
  requireStaff(ctx);
  const rows = await ctx.db.prisma.feeVersion.findMany({
    include: { withdrawal: true },
    orderBy: [{ effectiveAt: "desc" }, { createdAt: "desc" }],
  });
  const nameOf = await namesOfPeople(
    ctx,
    rows.map(({ createdById }) => createdById),
  );
  const now = ctx.now();
  const inForce = new Set(
    FEE_SCOPES.map((scope) => rows.find((row) => row.appliesTo === scope && isPast(row, now))?.id),
  );
  return rows.map((row) => ({
    ...toFeeVersion(row),
    state: stateOf(row, now, inForce.has(row.id)),
    effectiveAt: row.effectiveAt,
    note: row.note,
    createdAt: row.createdAt,
    createdBy: nameOf(row.createdById),
  }));
}

type FeeRow = FeeVersionModel & { readonly withdrawal: object | null };

function isPast({ withdrawal, effectiveAt }: FeeRow, now: Date): boolean {
  return withdrawal === null && effectiveAt <= now;
}

function stateOf(row: FeeRow, now: Date, isInForce: boolean): FeeState {
  if (row.withdrawal !== null) return "withdrawn";
  if (row.effectiveAt > now) return "scheduled";
  return isInForce ? "in_force" : "replaced";
}
