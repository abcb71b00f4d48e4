import { GetCallReceiptInput, getCallReceipt } from "@tollgate/marketplace/calls/get-call-receipt";
import { GetOverviewInput, getOverview } from "@tollgate/marketplace/calls/get-overview";
import { GetSignedReceiptInput, getSignedReceipt } from "@tollgate/marketplace/calls/get-signed-receipt";
import { ListCallsInput, listCalls } from "@tollgate/marketplace/calls/list-calls";
import { listReceiptKeys } from "@tollgate/marketplace/calls/list-receipt-keys";
import { publicProcedure, router, userProcedure } from "./trpc.ts";

export const callsRouter = router({
  list: userProcedure.input(ListCallsInput).query(({ ctx, input }) => listCalls(ctx, input)),
  receipt: userProcedure.input(GetCallReceiptInput).query(({ ctx, input }) => getCallReceipt(ctx, input)),
  signedReceipt: userProcedure.input(GetSignedReceiptInput).query(({ ctx, input }) => getSignedReceipt(ctx, input)),
  receiptKeys: publicProcedure.query(({ ctx }) => listReceiptKeys(ctx)),
  overview: userProcedure.input(GetOverviewInput).query(({ ctx, input }) => getOverview(ctx, input)),
});
