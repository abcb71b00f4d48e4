import { exportAppCustomers } from "@tollgate/marketplace/apps/export-app-customers";
import { GetAppInput, getApp } from "@tollgate/marketplace/apps/get-app";
import {
  exportAppAttribution,
  GetAppAttributionInput,
  getAppAttribution,
} from "@tollgate/marketplace/apps/get-app-attribution";
import { GetAppCustomerInput, getAppCustomer } from "@tollgate/marketplace/apps/get-app-customer";
import { ListAppCustomersInput, listAppCustomers } from "@tollgate/marketplace/apps/list-app-customers";
import { ListAppsInput, listApps } from "@tollgate/marketplace/apps/list-apps";
import {
  GetDirectoryAppInput,
  getDirectoryApp,
  ListDirectoryInput,
  listDirectory,
} from "@tollgate/marketplace/apps/list-directory";
import { PreviewMarginInput, previewMargin } from "@tollgate/marketplace/apps/preview-margin";
import { PublishMarginInput, publishMargin } from "@tollgate/marketplace/apps/publish-margin";
import { RegisterAppInput, registerApp } from "@tollgate/marketplace/apps/register-app";
import { ReplayMarginInput, replayMargin } from "@tollgate/marketplace/apps/replay-margin";
import { UpdateAppInput, updateApp } from "@tollgate/marketplace/apps/update-app";
import { WithdrawMarginInput, withdrawMargin } from "@tollgate/marketplace/apps/withdraw-margin";
import { publicProcedure, router, userProcedure } from "./trpc.ts";

export const appsRouter = router({
  list: userProcedure.input(ListAppsInput).query(({ ctx, input }) => listApps(ctx, input)),
  get: userProcedure.input(GetAppInput).query(({ ctx, input }) => getApp(ctx, input)),
  customers: userProcedure.input(ListAppCustomersInput).query(({ ctx, input }) => listAppCustomers(ctx, input)),
  customer: userProcedure.input(GetAppCustomerInput).query(({ ctx, input }) => getAppCustomer(ctx, input)),
  exportCustomers: userProcedure.input(ListAppCustomersInput).query(({ ctx, input }) => exportAppCustomers(ctx, input)),
  attribution: userProcedure.input(GetAppAttributionInput).query(({ ctx, input }) => getAppAttribution(ctx, input)),
  exportAttribution: userProcedure
    .input(GetAppAttributionInput)
    .query(({ ctx, input }) => exportAppAttribution(ctx, input)),
  directory: publicProcedure.input(ListDirectoryInput).query(({ ctx, input }) => listDirectory(ctx, input)),
  directoryApp: publicProcedure.input(GetDirectoryAppInput).query(({ ctx, input }) => getDirectoryApp(ctx, input)),
  register: userProcedure.input(RegisterAppInput).mutation(({ ctx, input }) => registerApp(ctx, input)),
  update: userProcedure.input(UpdateAppInput).mutation(({ ctx, input }) => updateApp(ctx, input)),
  previewMargin: userProcedure.input(PreviewMarginInput).query(({ ctx, input }) => previewMargin(ctx, input)),
  replayMargin: userProcedure.input(ReplayMarginInput).query(({ ctx, input }) => replayMargin(ctx, input)),
  publishMargin: userProcedure.input(PublishMarginInput).mutation(({ ctx, input }) => publishMargin(ctx, input)),
  withdrawMargin: userProcedure.input(WithdrawMarginInput).mutation(({ ctx, input }) => withdrawMargin(ctx, input)),
});
