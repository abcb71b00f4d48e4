import { z } from "zod";
import { type Context, requirePlatformRole } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type EndpointView, findEndpointViews } from "./endpoint-view.ts";

export const GetEndpointReviewInput = z.object({ endpointId: z.string() });
export type GetEndpointReviewInput = z.input<typeof GetEndpointReviewInput>;

/** One endpoint, whatever its state, for the operator who decides about it. Operators may. */
export async function getEndpointReview(ctx: Context, input: GetEndpointReviewInput): Promise<EndpointView> {
  requirePlatformRole(ctx, "operator");
  const { endpointId } = parseInput(GetEndpointReviewInput, input);
  const [endpoint] = await findEndpointViews(ctx.db.prisma, { where: { id: endpointId }, now: ctx.now() });
  if (!endpoint) throw new MarketplaceError("not_found", "This endpoint does not exist.");
  return endpoint;
}
