import { JOBS, type Job, type JobKey } from "@tollgate/jobs/jobs";
import { CONCURRENCY, JOBS_PREFIX, QUEUES, type QueueName } from "@tollgate/jobs/queues";
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { Logger } from "pino";
import type { Handler, WorkerTools } from "./handler.ts";
import { HANDLERS } from "./handlers.ts";
import type { WorkerMetrics } from "./metrics.ts";
import { openPayoutFlow } from "./payout-flow.ts";

export interface RunQueuesOptions {
  readonly redisUrl: string;
  readonly tools: Omit<WorkerTools, "payouts">;
  readonly metrics: WorkerMetrics;
  readonly log: Logger;
  /** How often schedules that Redis lost are put back. */
  readonly scheduleCheckMs?: number;
}

export interface RunningQueues {
  readonly queues: readonly Queue[];
  /** Lets jobs in hand finish. */
  stop(): Promise<void>;
}

/** Everything that makes good for something, sweeps of holds before all, waits for its schedule to be there again. */
const SCHEDULE_CHECK_MS = 10_000;

/** Enough to look back at; the board pages through them. */
const KEEP = { removeOnComplete: { count: 200 }, removeOnFail: { count: 1_000 } };

const HANDLER_BY_NAME = new Map<string, Handler>(
  Object.entries(JOBS).flatMap(([key, job]) => (isJobKey(key) ? [[job.name, HANDLERS[key]]] : [])),
);

function isJobKey(key: string): key is JobKey {
  return key in JOBS;
}

/** Puts every schedule in place and starts one BullMQ worker per queue. */
export async function runQueues(options: RunQueuesOptions): Promise<RunningQueues> {
  const { redisUrl, tools, metrics, log, scheduleCheckMs = SCHEDULE_CHECK_MS } = options;
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on("error", (error) => log.warn({ error: error.message }, "redis"));
  const queues = new Map<QueueName, Queue>(
    QUEUES.map((name) => [name, new Queue(name, { connection, prefix: JOBS_PREFIX })]),
  );
  const payouts = openPayoutFlow({ connection, prefix: JOBS_PREFIX, context: tools.context, log });
  await removeRetired(queues);
  await schedule(queues);
  const check = setInterval(() => {
    restoreSchedules(queues).catch((error: Error) => log.warn({ error: error.message }, "schedules"));
  }, scheduleCheckMs);
  const workers = QUEUES.map(
    (name) =>
      new Worker(name, async (job) => await runJob(job.name, { tools: { ...tools, payouts }, metrics }), {
        connection,
        prefix: JOBS_PREFIX,
        concurrency: CONCURRENCY[name],
      }),
  );
  for (const worker of workers) {
    worker.on("failed", (job, error) => log.error({ job: job?.name, error: error.message }, "job failed"));
    worker.on("error", (error) => log.warn({ error: error.message }, "queue"));
  }
  await Promise.all([payouts.ready(), ...workers.map((worker) => worker.waitUntilReady())]);
  return {
    queues: [...queues.values(), payouts.queue],
    async stop() {
      clearInterval(check);
      await Promise.all(workers.map((worker) => worker.close()));
      await payouts.stop();
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}

type Queues = ReadonlyMap<QueueName, Queue>;

async function schedule(queues: Queues, jobs: readonly Job[] = Object.values(JOBS)): Promise<void> {
  for (const { name, queue, schedule } of jobs) {
    const repeat = "everyMs" in schedule ? { every: schedule.everyMs } : { pattern: schedule.pattern, tz: "UTC" };
    await queues.get(queue)?.upsertJobScheduler(name, repeat, { name, data: {}, opts: KEEP });
  }
}

/** Schedules of jobs that an earlier version had and nobody handles any more. */
async function removeRetired(queues: Queues): Promise<void> {
  const known = new Set<string>(Object.values(JOBS).map(({ name }) => name));
  for (const queue of queues.values())
    for (const { key } of await queue.getJobSchedulers()) if (!known.has(key)) await queue.removeJobScheduler(key);
}

/** A Redis that was emptied has lost the schedules, and nobody else would put them back before the next start of a worker. */
async function restoreSchedules(queues: Queues): Promise<void> {
  for (const [name, queue] of queues) {
    const jobs = Object.values(JOBS).filter((job) => job.queue === name);
    if ((await queue.getJobSchedulersCount()) < jobs.length) await schedule(queues, jobs);
  }
}

async function runJob(name: string, { tools, metrics }: { tools: WorkerTools; metrics: WorkerMetrics }) {
  const handler = HANDLER_BY_NAME.get(name);
  if (!handler) throw new Error(`nobody handles jobs named ${name}: remove its scheduler`);
  const stopTimer = metrics.jobSeconds.startTimer({ job: name });
  try {
    return await handler(tools);
  } finally {
    stopTimer();
  }
}
