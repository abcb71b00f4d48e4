import { z } from "zod";
import type { Context } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { loadOffers } from "./load-offers.ts";
import { type ModelView, toModelView } from "./model-view.ts";

export const ListModelsInput = z.object({
  /** Part of a model's name or id. */
  search: z.string().trim().max(100).nullish(),
  author: z.string().max(100).nullish(),
  /** Id of the last model of the page before. */
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(500).default(100),
});
export type ListModelsInput = z.input<typeof ListModelsInput>;

export interface ModelPage {
  readonly models: readonly ModelView[];
  readonly nextCursor: string | null;
}

/** Models that can be called now, by id. Public. */
export async function listModels(ctx: Context, input: ListModelsInput): Promise<ModelPage> {
  const { search, author, cursor, limit } = parseInput(ListModelsInput, input);
  const match = search ? { contains: likeText(search), mode: "insensitive" as const } : null;
  const rows = await ctx.db.prisma.model.findMany({
    where: {
      ...(author ? { author } : {}),
      ...(cursor ? { id: { gt: cursor } } : {}),
      ...(match ? { OR: [{ id: match }, { name: match }] } : {}),
      endpoints: {
        some: {
          status: "approved",
          provider: { status: "active" },
          priceVersions: { some: { effectiveAt: { lte: ctx.now() } } },
        },
      },
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: limit + 1,
  });
  const ids = rows.slice(0, limit).map((row) => row.id);
  const records = await loadOffers(ctx, ids);
  return {
    models: records.map(toModelView),
    nextCursor: rows.length > limit ? (ids.at(-1) ?? null) : null,
  };
}

/** Characters that SQL's LIKE takes for patterns are looked for as they are. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
