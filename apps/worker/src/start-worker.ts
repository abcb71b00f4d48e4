import { randomUUID } from "node:crypto";
import { openServices } from "@tollgate/marketplace/open-services";
import { type DrainOptions, startSettlementDrain } from "@tollgate/marketplace/settlement/drain-settlement";
import type { Logger } from "pino";
import type { readEnvironment } from "./env.ts";
import { createMetrics, type WorkerMetrics } from "./metrics.ts";
import { runQueues } from "./run-queues.ts";
import { serveWorker } from "./serve.ts";

export interface RunningWorker {
  readonly url: string;
  /** Finishes what is in hand; what is not acknowledged is done again by the next worker. */
  stop(): Promise<void>;
}

/** Wires a worker by hand: the continuous settlement drain, the queues and the server. */
export async function startWorker(env: ReturnType<typeof readEnvironment>, log: Logger): Promise<RunningWorker> {
  const metrics = createMetrics();
  const services = openServices(env.services);
  const drain = drainOptions(metrics, log);
  const settlement = startSettlementDrain(services, drain);
  const context = { ...services, actor: { kind: "system" as const } };
  const running = await runQueues({ redisUrl: env.redisUrl, tools: { context, drain, metrics }, metrics, log });
  const server = await serveWorker({
    port: env.port,
    host: env.host,
    services,
    queues: running.queues,
    metrics,
    board: env.board,
  });
  return {
    url: server.url,
    async stop() {
      await settlement.stop();
      await running.stop();
      await server.stop();
      await services.close();
    },
  };
}

function drainOptions(metrics: WorkerMetrics, log: Logger): DrainOptions {
  return {
    owner: randomUUID(),
    onBatch(_shard, { settled, quarantined }) {
      metrics.settledCalls.inc(settled);
      metrics.quarantinedCalls.inc(quarantined);
      if (quarantined > 0) log.error({ quarantined }, "usage events were put in quarantine: see the operator's list");
    },
    onError(error) {
      metrics.settlementErrors.inc();
      log.warn({ error: error instanceof Error ? error.message : String(error) }, "settlement waits and tries again");
    },
  };
}
