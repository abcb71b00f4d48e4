import { GetReportInput, getReport } from "@tollgate/marketplace/reports/get-report";
import { listReports } from "@tollgate/marketplace/reports/list-reports";
import { router, userProcedure } from "./trpc.ts";

export const reportsRouter = router({
  list: userProcedure.query(({ ctx }) => listReports(ctx)),
  get: userProcedure.input(GetReportInput).query(({ ctx, input }) => getReport(ctx, input)),
});
