import { GetAppInput, getApp } from "@tollgate/marketplace/apps/get-app";
import { ListAppsInput, listApps } from "@tollgate/marketplace/apps/list-apps";
import { PreviewMarginInput, previewMargin } from "@tollgate/marketplace/apps/preview-margin";
import { PublishMarginInput, publishMargin } from "@tollgate/marketplace/apps/publish-margin";
import { RegisterAppInput, registerApp } from "@tollgate/marketplace/apps/register-app";
import { ReplayMarginInput, replayMargin } from "@tollgate/marketplace/apps/replay-margin";
import { UpdateAppInput, updateApp } from "@tollgate/marketplace/apps/update-app";
import { WithdrawMarginInput, withdrawMargin } from "@tollgate/marketplace/apps/withdraw-margin";
import { router, userProcedure } from "./trpc.ts";

export const appsRouter = router({
  list: userProcedure.input(ListAppsInput).query(({ ctx, input }) => listApps(ctx, input)),
  get: userProcedure.input(GetAppInput).query(({ ctx, input }) => getApp(ctx, input)),
  register: userProcedure.input(RegisterAppInput).mutation(({ ctx, input }) => registerApp(ctx, input)),
  update: userProcedure.input(UpdateAppInput).mutation(({ ctx, input }) => updateApp(ctx, input)),
  previewMargin: userProcedure.input(PreviewMarginInput).query(({ ctx, input }) => previewMargin(ctx, input)),
  replayMargin: userProcedure.input(ReplayMarginInput).query(({ ctx, input }) => replayMargin(ctx, input)),
  publishMargin: userProcedure.input(PublishMarginInput).mutation(({ ctx, input }) => publishMargin(ctx, input)),
  withdrawMargin: userProcedure.input(WithdrawMarginInput).mutation(({ ctx, input }) => withdrawMargin(ctx, input)),
});
