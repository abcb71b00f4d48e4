import { type ModelKind, modelKind } from "@tollgate/gateway/model-kind";
import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";

export const GetOfferableInput = z.object({ workspaceId: z.string(), modelId: z.string().max(200) });
export type GetOfferableInput = z.input<typeof GetOfferableInput>;

/** A model of the catalogue that could be offered, whether anybody offers it yet or not. */
export interface OfferableModel {
  readonly id: string;
  readonly name: string;
  /** What decides how it is priced. */
  readonly kind: ModelKind;
}

/** Looks a model of the catalogue up for somebody who wants to offer it. Members may. */
export async function getOfferable(ctx: Context, input: GetOfferableInput): Promise<OfferableModel> {
  const { workspaceId, modelId } = parseInput(GetOfferableInput, input);
  requireWorkspace(ctx, workspaceId);
  const model = await ctx.db.prisma.model.findUnique({
    where: { id: modelId },
    select: { id: true, name: true, outputModalities: true },
  });
  if (!model)
    throw new MarketplaceError("not_found", "This model is not in the catalogue. Choose one from the list.", {
      field: "modelId",
    });
  return { id: model.id, name: model.name, kind: modelKind(model.outputModalities) };
}
