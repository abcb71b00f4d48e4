import { ListAlertsInput, listAlerts } from "@tollgate/marketplace/alerts/list-alerts";
import { router, userProcedure } from "./trpc.ts";

export const alertsRouter = router({
  list: userProcedure.input(ListAlertsInput).query(({ ctx, input }) => listAlerts(ctx, input)),
});
