import { ListAuditEventsInput, listAuditEvents } from "@tollgate/marketplace/audit-log/list-audit-events";
import { ClosingChecklistInput, closingChecklist } from "@tollgate/marketplace/payouts/closing-checklist";
import { GetReportInput, getReport } from "@tollgate/marketplace/reports/get-report";
import { listReports } from "@tollgate/marketplace/reports/list-reports";
import { ListLooseEndInput, listLooseEnd } from "@tollgate/marketplace/reports/loose-ends/list-loose-end";
import { router, userProcedure } from "./trpc.ts";

export const reportsRouter = router({
  list: userProcedure.query(({ ctx }) => listReports(ctx)),
  auditEvents: userProcedure.input(ListAuditEventsInput).query(({ ctx, input }) => listAuditEvents(ctx, input)),
  closingChecklist: userProcedure.input(ClosingChecklistInput).query(({ ctx, input }) => closingChecklist(ctx, input)),
  looseEnd: userProcedure.input(ListLooseEndInput).query(({ ctx, input }) => listLooseEnd(ctx, input)),
  get: userProcedure.input(GetReportInput).query(({ ctx, input }) => getReport(ctx, input)),
});
