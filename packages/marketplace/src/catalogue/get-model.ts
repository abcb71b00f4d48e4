import { z } from "zod";
import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { loadOffers } from "./load-offers.ts";
import { type ModelDetail, toModelView } from "./model-view.ts";

export const GetModelInput = z.object({ modelId: z.string().max(200) });
export type GetModelInput = z.input<typeof GetModelInput>;

/** A model with everything that is offered of it now. Public. */
export async function getModel(ctx: Context, input: GetModelInput): Promise<ModelDetail> {
  const { modelId } = parseInput(GetModelInput, input);
  const [found] = await loadOffers(ctx, [modelId]);
  if (!found || found.offers.length === 0)
    throw new MarketplaceError("not_found", "This model is not offered here at the moment.");
  return { ...toModelView(found), offers: found.offers };
}
