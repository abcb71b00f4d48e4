import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

export interface WorkerMetrics {
  readonly registry: Registry;
  readonly settledCalls: Counter;
  readonly quarantinedCalls: Counter;
  readonly settlementErrors: Counter;
  readonly jobSeconds: Histogram<"job">;
}

export function createMetrics(): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    settledCalls: new Counter({ name: "tollgate_settled_calls_total", help: "Calls recorded in Postgres.", registers }),
    quarantinedCalls: new Counter({
      name: "tollgate_quarantined_calls_total",
      help: "Usage events that could not be settled.",
      registers,
    }),
    settlementErrors: new Counter({
      name: "tollgate_settlement_errors_total",
      help: "Settlement batches that will be tried again.",
      registers,
    }),
    jobSeconds: new Histogram({
      name: "tollgate_job_seconds",
      help: "Duration of jobs.",
      labelNames: ["job"],
      buckets: [0.01, 0.05, 0.25, 1, 5, 30, 300],
      registers,
    }),
  };
}
