import { exportEarnings } from "@tollgate/marketplace/earnings/export-earnings";
import { GetEarningsInput, getEarnings } from "@tollgate/marketplace/earnings/get-earnings";
import { GetUnpaidInput, getUnpaid } from "@tollgate/marketplace/earnings/get-unpaid";
import { GetPayoutAccountInput, getPayoutAccount } from "@tollgate/marketplace/payouts/get-payout-account";
import { ListStatementsInput, listStatements } from "@tollgate/marketplace/payouts/list-statements";
import { RefreshPayoutAccountInput, refreshPayoutAccount } from "@tollgate/marketplace/payouts/refresh-payout-account";
import { SetPayoutMinimumInput, setPayoutMinimum } from "@tollgate/marketplace/payouts/set-payout-minimum";
import { SetUpPayoutsInput, setUpPayouts } from "@tollgate/marketplace/payouts/set-up-payouts";
import { router, userProcedure } from "./trpc.ts";

export const earningsRouter = router({
  get: userProcedure.input(GetEarningsInput).query(({ ctx, input }) => getEarnings(ctx, input)),
  export: userProcedure.input(GetEarningsInput).query(({ ctx, input }) => exportEarnings(ctx, input)),
  statements: userProcedure.input(ListStatementsInput).query(({ ctx, input }) => listStatements(ctx, input)),
  unpaid: userProcedure.input(GetUnpaidInput).query(({ ctx, input }) => getUnpaid(ctx, input)),
  payoutAccount: userProcedure.input(GetPayoutAccountInput).query(({ ctx, input }) => getPayoutAccount(ctx, input)),
  setUpPayouts: userProcedure.input(SetUpPayoutsInput).mutation(({ ctx, input }) => setUpPayouts(ctx, input)),
  refreshPayoutAccount: userProcedure
    .input(RefreshPayoutAccountInput)
    .mutation(({ ctx, input }) => refreshPayoutAccount(ctx, input)),
  setPayoutMinimum: userProcedure
    .input(SetPayoutMinimumInput)
    .mutation(({ ctx, input }) => setPayoutMinimum(ctx, input)),
});
