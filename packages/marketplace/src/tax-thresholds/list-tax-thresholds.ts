import type { TaxThresholdModel } from "@tollgate/db/generated/models/TaxThreshold";
import { namesOfPeople } from "../access/names-of-people.ts";
import { type Context, requireStaff } from "../context.ts";

/** `replaced` was in force once; `withdrawn` never was. */
export type TaxThresholdState = "in_force" | "scheduled" | "replaced" | "withdrawn";

/** From which yearly amount on a country asks for a form. A version is never changed, only followed by another. */
export interface TaxThresholdView {
  readonly id: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly form: string;
  readonly state: TaxThresholdState;
  readonly effectiveOn: Date;
  /** Nano-USD; `null` where the form is no longer asked for. */
  readonly thresholdNano: bigint | null;
  /** Whether more than the amount must have been paid, and not just as much. */
  readonly isAbove: boolean;
  /** The amount as the law has it where that is not USD; else empty. */
  readonly inLaw: string;
  readonly source: string;
  /** Why it was set; empty for those the platform began with. */
  readonly note: string;
  readonly createdAt: Date;
  /** Who set it; `null` for those the platform began with. */
  readonly createdBy: string | null;
}

/** Every threshold there was, is and will be, by country and form, the last to begin first. Finance and operators may. */
export async function listTaxThresholds(ctx: Context): Promise<TaxThresholdView[]> {
  requireStaff(ctx);
  const rows = await ctx.db.prisma.taxThreshold.findMany({
    include: { withdrawal: true },
    orderBy: [{ country: "asc" }, { form: "asc" }, { effectiveOn: "desc" }, { createdAt: "desc" }],
  });
  const nameOf = await namesOfPeople(
    ctx,
    rows.map(({ createdById }) => createdById),
  );
  const now = ctx.now();
  const inForce = new Map<string, string>();
  for (const row of rows) {
    const form = `${row.country} ${row.form}`;
    if (row.withdrawal === null && row.effectiveOn <= now && !inForce.has(form)) inForce.set(form, row.id);
  }
  const ids = new Set(inForce.values());
  return rows.map(({ createdById, withdrawal, ...row }) => ({
    ...row,
    state: stateOf({ ...row, withdrawal }, now, ids.has(row.id)),
    createdBy: nameOf(createdById),
  }));
}

type Stated = Pick<TaxThresholdModel, "effectiveOn"> & { readonly withdrawal: object | null };

function stateOf({ effectiveOn, withdrawal }: Stated, now: Date, isInForce: boolean): TaxThresholdState {
  if (withdrawal !== null) return "withdrawn";
  if (effectiveOn > now) return "scheduled";
  return isInForce ? "in_force" : "replaced";
}
