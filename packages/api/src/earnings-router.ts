import { GetEarningsInput, getEarnings } from "@tollgate/marketplace/earnings/get-earnings";
import { ListStatementsInput, listStatements } from "@tollgate/marketplace/payouts/list-statements";
import { router, userProcedure } from "./trpc.ts";

export const earningsRouter = router({
  get: userProcedure.input(GetEarningsInput).query(({ ctx, input }) => getEarnings(ctx, input)),
  statements: userProcedure.input(ListStatementsInput).query(({ ctx, input }) => listStatements(ctx, input)),
});
