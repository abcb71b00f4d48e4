import { alertsRouter } from "./alerts-router.ts";
import { appsRouter } from "./apps-router.ts";
import { authRouter } from "./auth-router.ts";
import { billingRouter } from "./billing-router.ts";
import { callsRouter } from "./calls-router.ts";
import { connectRouter } from "./connect-router.ts";
import { earningsRouter } from "./earnings-router.ts";
import { endpointsRouter } from "./endpoints-router.ts";
import { financeRouter } from "./finance-router.ts";
import { grantsRouter } from "./grants-router.ts";
import { keysRouter } from "./keys-router.ts";
import { ledgerRouter } from "./ledger-router.ts";
import { marketRouter } from "./market-router.ts";
import { meRouter } from "./me-router.ts";
import { membersRouter } from "./members-router.ts";
import { modelsRouter } from "./models-router.ts";
import { operatorRouter } from "./operator-router.ts";
import { promotionsRouter } from "./promotions-router.ts";
import { providerKeysRouter } from "./provider-keys-router.ts";
import { reconciliationRouter } from "./reconciliation-router.ts";
import { reportsRouter } from "./reports-router.ts";
import { testModeRouter } from "./test-mode-router.ts";
import { createCallerFactory, router } from "./trpc.ts";
import { usageRouter } from "./usage-router.ts";
import { webhooksRouter } from "./webhooks-router.ts";
import { workspacesRouter } from "./workspaces-router.ts";

/** Everything the console can ask for, by area. */
export const appRouter = router({
  auth: authRouter,
  me: meRouter,
  workspaces: workspacesRouter,
  members: membersRouter,
  alerts: alertsRouter,
  keys: keysRouter,
  models: modelsRouter,
  market: marketRouter,
  calls: callsRouter,
  usage: usageRouter,
  billing: billingRouter,
  apps: appsRouter,
  testMode: testModeRouter,
  connect: connectRouter,
  grants: grantsRouter,
  endpoints: endpointsRouter,
  earnings: earningsRouter,
  operator: operatorRouter,
  promotions: promotionsRouter,
  providerKeys: providerKeysRouter,
  webhooks: webhooksRouter,
  finance: financeRouter,
  reports: reportsRouter,
  ledger: ledgerRouter,
  reconciliation: reconciliationRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without a network; for server components and tests. */
export const createCaller = createCallerFactory(appRouter);
