import type { Context } from "@tollgate/marketplace/context";
import type { DrainOptions } from "@tollgate/marketplace/settlement/drain-settlement";

/** What handlers work with. */
export interface WorkerTools {
  /** Acts as the platform itself. */
  readonly context: Context;
  readonly drain: DrainOptions;
}

/** What a handler gives back; it is kept with the job and shown on the board. */
export type JobResult = Readonly<Record<string, string | number | boolean>>;

/** Does one job. None has a payload: what is due comes from the stores. */
export type Handler = (tools: WorkerTools) => Promise<JobResult>;
