import "server-only";
import { TRPCError } from "@trpc/server";
import { api } from "../trpc/server.tsx";
import type { Range } from "./market.ts";

export type Market = { input: Range | null; output: Range | null; offers: number };

/** What others ask for a model now, without the endpoint that asks. A model nobody offers has no market. */
export async function marketOf(modelId: string, exceptEndpointId: string): Promise<Market> {
  const { models } = await api();
  const detail = await models.get({ modelId }).catch((error: unknown) => {
    if (error instanceof TRPCError && error.code === "NOT_FOUND") return null;
    throw error;
  });
  const others = (detail?.offers ?? []).filter((offer) => offer.id !== exceptEndpointId);
  return {
    input: rangeOf(others.flatMap((offer) => offer.prices.input ?? [])),
    output: rangeOf(others.flatMap((offer) => offer.prices.output ?? [])),
    offers: others.length,
  };
}

function rangeOf(prices: readonly bigint[]): Range | null {
  const [first, ...rest] = prices;
  if (first === undefined) return null;
  return rest.reduce<Range>(
    ({ fromNano, toNano }, nano) => ({
      fromNano: nano < fromNano ? nano : fromNano,
      toNano: nano > toNano ? nano : toNano,
    }),
    { fromNano: first, toNano: first },
  );
}
