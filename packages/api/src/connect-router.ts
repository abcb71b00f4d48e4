import { AcceptConnectionInput, acceptConnection } from "@tollgate/marketplace/apps/accept-connection";
import { PreviewConnectInput, previewConnect } from "@tollgate/marketplace/apps/preview-connect";
import { router, userProcedure } from "./trpc.ts";

export const connectRouter = router({
  preview: userProcedure.input(PreviewConnectInput).query(({ ctx, input }) => previewConnect(ctx, input)),
  accept: userProcedure.input(AcceptConnectionInput).mutation(({ ctx, input }) => acceptConnection(ctx, input)),
});
