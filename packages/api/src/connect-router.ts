import { AcceptConnectionInput, acceptConnection } from "@tollgate/marketplace/apps/accept-connection";
import { PreviewConnectInput, previewConnect } from "@tollgate/marketplace/apps/preview-connect";
import { ApproveSignInInput, approveSignIn } from "@tollgate/marketplace/authorization/approve-sign-in";
import { PreviewSignInInput, previewSignIn } from "@tollgate/marketplace/authorization/preview-sign-in";
import { router, userProcedure } from "./trpc.ts";

export const connectRouter = router({
  preview: userProcedure.input(PreviewConnectInput).query(({ ctx, input }) => previewConnect(ctx, input)),
  accept: userProcedure.input(AcceptConnectionInput).mutation(({ ctx, input }) => acceptConnection(ctx, input)),
  previewSignIn: userProcedure.input(PreviewSignInInput).query(({ ctx, input }) => previewSignIn(ctx, input)),
  approveSignIn: userProcedure.input(ApproveSignInInput).mutation(({ ctx, input }) => approveSignIn(ctx, input)),
});
