import type { Transaction } from "@tollgate/db/open-database";
import { MarketplaceError } from "../errors.ts";

/**
 * Terms for a model that does not exist would never apply, which is not what their author meant.
 * @throws MarketplaceError `invalid_input` naming the first that is none.
 */
export async function requireModels(db: Pick<Transaction, "model">, modelIds: readonly string[]): Promise<void> {
  if (modelIds.length === 0) return;
  const found = await db.model.findMany({ where: { id: { in: [...modelIds] } }, select: { id: true } });
  const known = new Set(found.map((model) => model.id));
  const unknown = modelIds.find((modelId) => !known.has(modelId));
  if (unknown) throw new MarketplaceError("invalid_input", `There is no model ${unknown}.`, { field: "overrides" });
}
