import type { JobKey } from "@tollgate/jobs/jobs";
import type { Handler } from "./handler.ts";
import { advancePayoutRuns } from "./jobs/advance-payout-runs.ts";
import { auditLedger } from "./jobs/audit-ledger.ts";
import { computePayoutRun } from "./jobs/compute-payout-run.ts";
import { deliverWebhooks } from "./jobs/deliver-webhooks.ts";
import { ensurePartitions } from "./jobs/ensure-partitions.ts";
import { expirePromotionalCredit } from "./jobs/expire-promotional-credit.ts";
import { finishPayments } from "./jobs/finish-payments.ts";
import { forgetDeliveries } from "./jobs/forget-deliveries.ts";
import { linkJournals } from "./jobs/link-journals.ts";
import { probeEndpoints } from "./jobs/probe-endpoints.ts";
import { pullProcessorTransactions } from "./jobs/pull-processor-transactions.ts";
import { raiseAlerts } from "./jobs/raise-alerts.ts";
import { reprojectCredit } from "./jobs/reproject-credit.ts";
import { rollUpCalls } from "./jobs/roll-up-calls.ts";
import { rollUpSignals } from "./jobs/roll-up-signals.ts";
import { runSponsorships } from "./jobs/run-sponsorships.ts";
import { settleCalls } from "./jobs/settle-calls.ts";
import { sweepHolds } from "./jobs/sweep-holds.ts";
import { topUpAutomatically } from "./jobs/top-up-automatically.ts";
import { watchQuarantine } from "./jobs/watch-quarantine.ts";

/** Every job's handler: one that is missing here does not compile. */
export const HANDLERS: Readonly<Record<JobKey, Handler>> = {
  settleCalls,
  sweepHolds,
  watchQuarantine,
  reprojectCredit,
  linkJournals,
  expirePromotionalCredit,
  runSponsorships,
  rollUpCalls,
  rollUpSignals,
  raiseAlerts,
  deliverWebhooks,
  forgetDeliveries,
  probeEndpoints,
  computePayoutRun,
  advancePayoutRuns,
  auditLedger,
  pullProcessorTransactions,
  ensurePartitions,
  topUpAutomatically,
  finishPayments,
};
