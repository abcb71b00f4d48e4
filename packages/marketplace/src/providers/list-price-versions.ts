import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { readUnitPrices } from "../settlement/read-unit-prices.ts";
import type { EndpointPrice } from "./endpoint-view.ts";
import { endpointWhere } from "./lock-endpoint.ts";

export const ListPriceVersionsInput = z.object({ workspaceId: z.string(), endpointId: z.string() });
export type ListPriceVersionsInput = z.input<typeof ListPriceVersionsInput>;

/** The newest that are shown; every version is kept. */
const MAX_VERSIONS = 100;

/** An endpoint's price lists, the one that takes effect last first. Members may. */
export async function listPriceVersions(ctx: Context, input: ListPriceVersionsInput): Promise<EndpointPrice[]> {
  const { workspaceId, endpointId } = parseInput(ListPriceVersionsInput, input);
  requireWorkspace(ctx, workspaceId);
  const endpoint = await ctx.db.prisma.endpoint.findFirst({
    where: endpointWhere({ endpointId, owner: { workspaceId } }),
    select: {
      priceVersions: { orderBy: [{ effectiveAt: "desc" }, { createdAt: "desc" }], take: MAX_VERSIONS },
    },
  });
  if (!endpoint) throw new MarketplaceError("not_found", "This endpoint does not exist.");
  return endpoint.priceVersions.map(({ id, prices, effectiveAt }) => ({
    id,
    prices: readUnitPrices(prices),
    effectiveAt,
  }));
}
