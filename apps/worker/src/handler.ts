import type { Context } from "@tollgate/marketplace/context";
import type { DrainOptions } from "@tollgate/marketplace/settlement/drain-settlement";
import type { WorkerMetrics } from "./metrics.ts";
import type { PayoutFlow } from "./payout-flow.ts";

/** What handlers work with. */
export interface WorkerTools {
  /** Acts as the platform itself. */
  readonly context: Context;
  readonly drain: DrainOptions;
  readonly metrics: WorkerMetrics;
  /** Where items of payout runs are queued. */
  readonly payouts: Pick<PayoutFlow, "enqueue">;
}

/** What a handler gives back; it is kept with the job and shown on the board. */
export type JobResult = Readonly<Record<string, string | number | boolean>>;

/** Does one job. None has a payload: what is due comes from the stores. */
export type Handler = (tools: WorkerTools) => Promise<JobResult>;
