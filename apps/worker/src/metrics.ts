import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface WorkerMetrics {
  readonly registry: Registry;
  readonly settledCalls: Counter;
  readonly quarantinedCalls: Counter;
  readonly settlementErrors: Counter;
  /** What the latest audit found, by kind; all zero when the books are clean. */
  readonly auditFindings: Gauge<"kind">;
  readonly auditSeconds: Gauge;
  readonly chainPosition: Gauge;
  readonly quarantineOpen: Gauge;
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
    auditFindings: new Gauge({
      name: "tollgate_audit_findings",
      help: "Findings of the latest ledger audit: alert on anything above zero.",
      labelNames: ["kind"],
      registers,
    }),
    auditSeconds: new Gauge({
      name: "tollgate_audit_seconds",
      help: "Duration of the latest ledger audit.",
      registers,
    }),
    chainPosition: new Gauge({
      name: "tollgate_journal_chain_position",
      help: "Position up to which the hash chain over journals was verified.",
      registers,
    }),
    quarantineOpen: new Gauge({
      name: "tollgate_quarantine_open",
      help: "Usage events that wait for a decision: alert on anything above zero.",
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
