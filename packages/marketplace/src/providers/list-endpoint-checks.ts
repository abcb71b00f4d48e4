import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { endpointWhere } from "./lock-endpoint.ts";

export const ListEndpointChecksInput = z.object({ workspaceId: z.string(), endpointId: z.string() });
export type ListEndpointChecksInput = z.input<typeof ListEndpointChecksInput>;

/** The newest check of one claim of an endpoint. */
export interface EndpointCheckView {
  readonly id: string;
  readonly claim: string;
  readonly ok: boolean;
  readonly asked: string;
  readonly expected: string;
  readonly came: string;
  readonly at: Date;
}

/** What the newest check of each claim of an endpoint found, untrue ones first. Members may. */
export async function listEndpointChecks(ctx: Context, input: ListEndpointChecksInput): Promise<EndpointCheckView[]> {
  const { workspaceId, endpointId } = parseInput(ListEndpointChecksInput, input);
  requireWorkspace(ctx, workspaceId);
  const where = endpointWhere({ endpointId, owner: { workspaceId } });
  const known = await ctx.db.prisma.endpoint.findFirst({ where, select: { id: true } });
  if (!known) throw new MarketplaceError("not_found", "This endpoint does not exist.");
  const checks = await ctx.db.prisma.endpointCheck.findMany({
    where: { endpointId },
    distinct: ["claim"],
    orderBy: [{ claim: "asc" }, { at: "desc" }, { id: "desc" }],
    select: { id: true, claim: true, ok: true, asked: true, expected: true, came: true, at: true },
  });
  return checks.toSorted((a, b) => Number(a.ok) - Number(b.ok));
}
