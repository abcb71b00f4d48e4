import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type EndpointFilter, type EndpointView, findEndpointViews } from "./endpoint-view.ts";

export const ListEndpointReviewsInput = z.object({
  state: z.enum(["pending", "approved", "paused", "rejected", "suspended"]).default("pending"),
  /** Part of a model's or provider's name or id. */
  search: z.string().trim().max(100).nullish(),
});
export type ListEndpointReviewsInput = z.input<typeof ListEndpointReviewsInput>;

export interface EndpointReviews {
  /** Newest first, at most 200. */
  readonly endpoints: EndpointView[];
  /** How many wait for a review. */
  readonly pending: number;
}

const MAX_REVIEWS = 200;

const WHERE: Record<z.output<typeof ListEndpointReviewsInput>["state"], EndpointFilter> = {
  pending: { status: "pending" },
  approved: { status: "approved" },
  paused: { status: "suspended", reviewedById: null },
  rejected: { status: "rejected" },
  suspended: { status: "suspended", reviewedById: { not: null } },
};

/** Endpoints in a state, for the operator's desk. */
export async function listEndpointReviews(ctx: Context, input: ListEndpointReviewsInput): Promise<EndpointReviews> {
  requirePlatformRole(ctx, "operator");
  const { state, search } = parseInput(ListEndpointReviewsInput, input);
  const [endpoints, pending] = await Promise.all([
    findEndpointViews(ctx.db.prisma, {
      where: { AND: [WHERE[state], search ? matching(search) : {}] },
      now: ctx.now(),
      take: MAX_REVIEWS,
    }),
    ctx.db.prisma.endpoint.count({ where: WHERE.pending }),
  ]);
  return { endpoints, pending };
}

function matching(search: string): EndpointFilter {
  // Characters that SQL's LIKE takes for patterns are looked for as they are.
  const match = { contains: search.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const };
  const named = [{ name: match }, { slug: match }];
  return { OR: [{ modelId: match }, { model: { name: match } }, { provider: { OR: named } }] };
}
