import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { endpointWhere } from "./lock-endpoint.ts";
import { probeAndRecord } from "./probe-and-record.ts";
import type { ProbeResult } from "./probe-upstream.ts";

export const ProbeEndpointInput = z.object({ workspaceId: z.string(), endpointId: z.string() });
export type ProbeEndpointInput = z.input<typeof ProbeEndpointInput>;

/** Asks an endpoint for one token now, and says what came of it. Members may. */
export async function probeEndpoint(ctx: Context, input: ProbeEndpointInput): Promise<ProbeResult> {
  const { workspaceId, endpointId } = parseInput(ProbeEndpointInput, input);
  requireWorkspace(ctx, workspaceId);
  const where = endpointWhere({ endpointId, owner: { workspaceId } });
  const known = await ctx.db.prisma.endpoint.findFirst({ where, select: { id: true } });
  const result = known ? await probeAndRecord(ctx, endpointId, "full") : null;
  if (!result) throw new MarketplaceError("not_found", "This endpoint does not exist.");
  return result;
}
