import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type EndpointFilter, type EndpointView, findEndpointViews } from "./endpoint-view.ts";

export const ListEndpointReviewsInput = z.object({
  state: z.enum(["pending", "approved", "paused", "rejected", "suspended"]).default("pending"),
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
  const { state } = parseInput(ListEndpointReviewsInput, input);
  const [endpoints, pending] = await Promise.all([
    findEndpointViews(ctx.db.prisma, { where: WHERE[state], now: ctx.now(), take: MAX_REVIEWS }),
    ctx.db.prisma.endpoint.count({ where: WHERE.pending }),
  ]);
  return { endpoints, pending };
}
