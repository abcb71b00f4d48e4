import "server-only";
import { cache } from "react";
import { orNotFound } from "../server/or-not-found.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { api } from "../trpc/server.tsx";

export type PublicProvider = Outputs["market"]["providers"][number];
export type PublicProviderDetail = Outputs["market"]["provider"];

/** Providers with something on offer, most models first. */
export const loadProviders = cache(async (): Promise<PublicProvider[]> => await (await api()).market.providers());

/** One provider; a page that is none for any other. */
export const loadProvider = cache(
  async (slug: string): Promise<PublicProviderDetail> => await orNotFound((await api()).market.provider({ slug })),
);

/** Fees and terms of the platform. */
export const loadPricing = cache(
  async (): Promise<Outputs["market"]["pricing"]> => await (await api()).market.pricing(),
);
