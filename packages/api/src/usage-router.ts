import { exportUsage } from "@tollgate/marketplace/usage/export-usage";
import { getUsage } from "@tollgate/marketplace/usage/get-usage";
import { UsageInput } from "@tollgate/marketplace/usage/usage-input";
import { router, userProcedure } from "./trpc.ts";

export const usageRouter = router({
  get: userProcedure.input(UsageInput).query(({ ctx, input }) => getUsage(ctx, input)),
  export: userProcedure.input(UsageInput).query(({ ctx, input }) => exportUsage(ctx, input)),
});
