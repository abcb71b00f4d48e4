import { EstimateChargeInput, estimateCharge } from "@tollgate/marketplace/market/estimate-charge";
import { getPlatformPricing } from "@tollgate/marketplace/market/get-platform-pricing";
import {
  GetPublicProviderInput,
  getPublicProvider,
  listPublicProviders,
} from "@tollgate/marketplace/market/list-public-providers";
import { publicProcedure, router } from "./trpc.ts";

/** What anyone may know of the marketplace besides its models. */
export const marketRouter = router({
  providers: publicProcedure.query(({ ctx }) => listPublicProviders(ctx)),
  provider: publicProcedure.input(GetPublicProviderInput).query(({ ctx, input }) => getPublicProvider(ctx, input)),
  pricing: publicProcedure.query(({ ctx }) => getPlatformPricing(ctx)),
  estimate: publicProcedure.input(EstimateChargeInput).query(({ ctx, input }) => estimateCharge(ctx, input)),
});
