import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type EndpointView, findEndpointViews } from "./endpoint-view.ts";

export const ListEndpointsInput = z.object({ workspaceId: z.string(), providerId: z.string().optional() });
export type ListEndpointsInput = z.input<typeof ListEndpointsInput>;

/** The endpoints of a workspace's providers, newest first. Members may. */
export async function listEndpoints(ctx: Context, input: ListEndpointsInput): Promise<EndpointView[]> {
  const { workspaceId, providerId } = parseInput(ListEndpointsInput, input);
  requireWorkspace(ctx, workspaceId);
  return await findEndpointViews(ctx.db.prisma, { where: { provider: { workspaceId }, providerId }, now: ctx.now() });
}
