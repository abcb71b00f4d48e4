import type { FeeScope } from "@tollgate/pricing/versions";
import type { Services } from "../context.ts";
import { toFeeVersion } from "../settlement/read-fee.ts";
import { FEE_OF, type ServedFrom } from "./served-from.ts";

/** What these fee versions stand in place of, by id. */
export async function loadFeeScopes(
  { db }: Pick<Services, "db">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FeeScope>> {
  const fees = await db.prisma.feeVersion.findMany({ where: { id: { in: [...ids] } } });
  return new Map(fees.map((fee) => [fee.id, toFeeVersion(fee).appliesTo]));
}

/** Ids of all fee versions that say that an answer came from there; `null` when anywhere will do. */
export async function loadFeeIds(
  { db }: Pick<Services, "db">,
  from: ServedFrom | null | undefined,
): Promise<string[] | null> {
  if (!from) return null;
  const fees = await db.prisma.feeVersion.findMany({ where: { appliesTo: FEE_OF[from] }, select: { id: true } });
  return fees.map(({ id }) => id);
}
