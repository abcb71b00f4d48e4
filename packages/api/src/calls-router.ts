import { GetCallReceiptInput, getCallReceipt } from "@tollgate/marketplace/calls/get-call-receipt";
import { GetOverviewInput, getOverview } from "@tollgate/marketplace/calls/get-overview";
import { ListCallsInput, listCalls } from "@tollgate/marketplace/calls/list-calls";
import { router, userProcedure } from "./trpc.ts";

export const callsRouter = router({
  list: userProcedure.input(ListCallsInput).query(({ ctx, input }) => listCalls(ctx, input)),
  receipt: userProcedure.input(GetCallReceiptInput).query(({ ctx, input }) => getCallReceipt(ctx, input)),
  overview: userProcedure.input(GetOverviewInput).query(({ ctx, input }) => getOverview(ctx, input)),
});
