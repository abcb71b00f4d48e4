import type { QueueName } from "./queues.ts";

/** When a job runs: every so many milliseconds, or by a cron pattern in UTC. */
export type JobSchedule = { readonly everyMs: number } | { readonly pattern: string };

export interface Job {
  /** As it stands in Redis and on the job board. */
  readonly name: string;
  readonly queue: QueueName;
  readonly schedule: JobSchedule;
}

/**
 * Every background job. None carries a payload: each reads from the stores what is due, so that a run that comes late, twice or side by side
 * with another changes nothing more.
 */
export const JOBS = {
  /** Makes good for a settlement follower that hangs; the follower itself runs all the time. */
  settleCalls: { name: "settle-calls", queue: "money", schedule: { everyMs: 10_000 } },
  /** Ends calls whose proxy died. */
  sweepHolds: { name: "sweep-holds", queue: "money", schedule: { everyMs: 5_000 } },
  /** Brings recently changed credit to Redis again. */
  reprojectCredit: { name: "reproject-credit", queue: "money", schedule: { everyMs: 30_000 } },
  /** Puts what was posted into the hash chain. */
  linkJournals: { name: "link-journals", queue: "upkeep", schedule: { everyMs: 10_000 } },
  /** Charges saved cards of workspaces whose credit runs low. */
  topUpAutomatically: { name: "top-up-automatically", queue: "upkeep", schedule: { everyMs: 15_000 } },
  /** Finds out what became of charges and refunds whose answer never came. */
  finishPayments: { name: "finish-payments", queue: "upkeep", schedule: { everyMs: 60_000 } },
  /** Ends promotional credit whose time is over. */
  expirePromotionalCredit: { name: "expire-promotional-credit", queue: "money", schedule: { everyMs: 60_000 } },
  /** Sets allowances that builders sponsor aside for the month, and gives back what is left of those that are over. */
  runSponsorships: { name: "run-sponsorships", queue: "money", schedule: { everyMs: 60_000 } },
  /** Tells operators of usage that could not be settled. */
  watchQuarantine: { name: "watch-quarantine", queue: "upkeep", schedule: { everyMs: 60_000 } },
  /** Adds what was booked to what pages and reports read instead of calls. */
  rollUpCalls: { name: "roll-up-calls", queue: "upkeep", schedule: { everyMs: 10_000 } },
  /** What calls saw of endpoints, for routing and the marketplace's pages. */
  rollUpSignals: { name: "roll-up-signals", queue: "upkeep", schedule: { everyMs: 30_000 } },
  /** Budgets and credit that reached a threshold; which windows and thresholds were told, the database says. */
  raiseAlerts: { name: "raise-alerts", queue: "upkeep", schedule: { everyMs: 15_000 } },
  /** Tries and waits are in the database, so a run that comes late sends late and nothing is lost. */
  deliverWebhooks: { name: "deliver-webhooks", queue: "deliveries", schedule: { everyMs: 5_000 } },
  /** Deletes webhook messages that are over and older than they are kept. */
  forgetDeliveries: { name: "forget-deliveries", queue: "upkeep", schedule: { everyMs: 86_400_000 } },
  probeEndpoints: { name: "probe-endpoints", queue: "upkeep", schedule: { everyMs: 60_000 } },
  /** On the first of a month at 02:00 UTC; which months are due, the ledger says. */
  computePayoutRun: { name: "compute-payout-run", queue: "books", schedule: { pattern: "0 2 1 * *" } },
  /** Starts and restarts what payout runs have open. */
  advancePayoutRuns: { name: "advance-payout-runs", queue: "upkeep", schedule: { everyMs: 3_000 } },
  /** What came since the last clean pass; all of history at night. */
  auditLedger: { name: "audit-ledger", queue: "books", schedule: { everyMs: 3_600_000 } },
  /** The processor's own account of our balance, to be compared with the books. */
  pullProcessorTransactions: { name: "pull-processor-transactions", queue: "books", schedule: { everyMs: 3_600_000 } },
  ensurePartitions: { name: "ensure-partitions", queue: "books", schedule: { everyMs: 86_400_000 } },
} as const satisfies Record<string, Job>;

export type JobKey = keyof typeof JOBS;
