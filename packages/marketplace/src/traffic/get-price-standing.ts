import { z } from "zod";
import { loadOffers } from "../catalogue/load-offers.ts";
import { type Context, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { optionalUsdToNano, UsdText } from "../usd-input.ts";
import { type Standing, type Suggestion, standingOf, suggestPrices } from "./price-standing.ts";

export const GetPriceStandingInput = z.object({
  workspaceId: z.string(),
  endpointId: z.string(),
  /** A price to try, in USD per million tokens; what is left out stays as it is. */
  inputUsd: UsdText.nullish(),
  outputUsd: UsdText.nullish(),
});
export type GetPriceStandingInput = z.input<typeof GetPriceStandingInput>;

export interface PriceStanding {
  /** `null` while the endpoint takes no calls, or is not priced by tokens. */
  readonly now: Standing | null;
  /** The price that was asked about. */
  readonly tried: Standing | null;
  readonly suggestions: readonly Suggestion[];
  /** Others that offer the model. */
  readonly others: number;
}

const MOST_NANO = 100_000n * 1_000_000_000n;

/** Where an endpoint's price stands among all that offer its model, and where others would. Members of the provider's workspace may. */
export async function getPriceStanding(ctx: Context, input: GetPriceStandingInput): Promise<PriceStanding> {
  const { workspaceId, endpointId, inputUsd, outputUsd } = parseInput(GetPriceStandingInput, input);
  requireWorkspace(ctx, workspaceId);
  const endpoint = await ctx.db.prisma.endpoint.findFirst({ where: { id: endpointId, provider: { workspaceId } } });
  if (!endpoint) throw new MarketplaceError("not_found", "This endpoint does not exist.");
  const asked = {
    inputNano: optionalUsdToNano(inputUsd, { field: "inputUsd", maximumNano: MOST_NANO }),
    outputNano: optionalUsdToNano(outputUsd, { field: "outputUsd", maximumNano: MOST_NANO }),
  };
  const [found] = await loadOffers(ctx, [endpoint.modelId]);
  const priced = (found?.offers ?? []).flatMap(({ id, prices: { input: inputNano, output: outputNano } }) =>
    inputNano === undefined || outputNano === undefined ? [] : [{ id, inputNano, outputNano }],
  );
  const own = priced.find(({ id }) => id === endpointId);
  const others = priced.filter(({ id }) => id !== endpointId);
  if (!own) return { now: null, tried: null, suggestions: [], others: others.length };
  const inForce = { inputNano: own.inputNano, outputNano: own.outputNano };
  const isAsked = asked.inputNano !== null || asked.outputNano !== null;
  const tried = {
    inputNano: asked.inputNano ?? own.inputNano,
    outputNano: asked.outputNano ?? own.outputNano,
  };
  return {
    now: standingOf(inForce, others, inForce),
    tried: isAsked ? standingOf(tried, others, inForce) : null,
    suggestions: suggestPrices(inForce, others),
    others: others.length,
  };
}
