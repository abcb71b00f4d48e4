import { finishRunJobId, PAYOUT_FLOW, payItemJobId, readFinishRun, readPayItem } from "@tollgate/jobs/payout-flow";
import type { Context } from "@tollgate/marketplace/context";
import { finishPayoutRun, type RunWork } from "@tollgate/marketplace/payouts/advance-payout-runs";
import { payItem } from "@tollgate/marketplace/payouts/pay-item";
import { FlowProducer, type Job, Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";

export interface PayoutFlowOptions {
  readonly connection: Redis;
  readonly prefix: string;
  readonly context: Context;
  readonly log: Logger;
  /** Items begun in a second by all workers together; as in PAYOUT_FLOW when left out. */
  readonly perSecond?: number;
}

export interface PayoutFlow {
  readonly queue: Queue;
  /** Queues what a run has open, unless a flow of it is on its way. @returns how many items were queued. */
  enqueue(work: RunWork): Promise<number>;
  ready(): Promise<unknown>;
  stop(): Promise<void>;
}

/** Gone as soon as they end: what is known about an item is in the database, and its id must be free for the next turn. */
const LEAVE_NOTHING = { removeOnComplete: true, removeOnFail: true };

/** Starts the queue, its worker and the producer of flows. */
export function openPayoutFlow(options: PayoutFlowOptions): PayoutFlow {
  const { connection, prefix, context, log, perSecond = PAYOUT_FLOW.perSecond } = options;
  const queue = new Queue(PAYOUT_FLOW.queue, { connection, prefix });
  const producer = new FlowProducer({ connection, prefix });
  const worker = new Worker(PAYOUT_FLOW.queue, async (job) => await work(context, job), {
    connection,
    prefix,
    concurrency: PAYOUT_FLOW.concurrency,
    limiter: { max: perSecond, duration: 1_000 },
  });
  worker.on("failed", (job, error) =>
    log.error({ job: job?.name, id: job?.id, error: error.message }, "payout job failed"),
  );
  worker.on("error", (error) => log.warn({ error: error.message }, "payout queue"));
  return {
    queue,
    async enqueue({ runId, itemIds }) {
      if (await queue.getJob(finishRunJobId(runId))) return 0;
      const items = itemIds.slice(0, PAYOUT_FLOW.maxItems);
      await producer.add({
        name: PAYOUT_FLOW.finishRun,
        queueName: PAYOUT_FLOW.queue,
        data: { runId },
        opts: { jobId: finishRunJobId(runId), ...LEAVE_NOTHING },
        children: items.map((itemId) => ({
          name: PAYOUT_FLOW.payItem,
          queueName: PAYOUT_FLOW.queue,
          data: { itemId },
          // One payee's trouble must not keep the others' run from being finished.
          opts: { jobId: payItemJobId(itemId), ignoreDependencyOnFailure: true, ...LEAVE_NOTHING },
        })),
      });
      return items.length;
    },
    ready: () => worker.waitUntilReady(),
    async stop() {
      await worker.close();
      await producer.close();
      await queue.close();
    },
  };
}

async function work(context: Context, job: Job): Promise<string> {
  switch (job.name) {
    case PAYOUT_FLOW.payItem:
      return await payItem(context, readPayItem(job.data));
    case PAYOUT_FLOW.finishRun:
      return await finishPayoutRun(context, readFinishRun(job.data).runId);
    default:
      throw new Error(`nobody handles payout jobs named ${job.name}`);
  }
}
