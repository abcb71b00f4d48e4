import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const ENDINGS = ["completed", "failed", "cut", "aborted"] as const;
type Ending = (typeof ENDINGS)[number];

/** The proxy's figures for Prometheus. No label names a customer, a key or a model. */
export class Metrics {
  readonly registry = new Registry();
  readonly #calls: Record<Ending, Counter.Internal>;
  readonly #attempts: Counter;
  readonly #refusals: Counter;
  readonly #tests: Counter;
  readonly #inFlight: Gauge.Internal<string>;
  readonly #overhead: Histogram.Internal<string>;
  readonly #firstContent: Histogram.Internal<string>;

  /** @param ofProcess whether memory and processor time of the process are among them. */
  constructor({ ofProcess = true }: { readonly ofProcess?: boolean } = {}) {
    const registers = [this.registry];
    if (ofProcess) collectDefaultMetrics({ register: this.registry });
    const calls = new Counter({
      name: "tollgate_calls_total",
      help: "Admitted calls by how they ended.",
      labelNames: ["ending"],
      registers,
    });
    this.#calls = {
      completed: calls.labels("completed"),
      failed: calls.labels("failed"),
      cut: calls.labels("cut"),
      aborted: calls.labels("aborted"),
    };
    this.#attempts = new Counter({
      name: "tollgate_attempts_total",
      help: "Attempts at endpoints by result.",
      labelNames: ["result"],
      registers,
    });
    this.#refusals = new Counter({
      name: "tollgate_refusals_total",
      help: "Requests answered with an error, by code.",
      labelNames: ["code"],
      registers,
    });
    this.#tests = new Counter({ name: "tollgate_test_calls_total", help: "Calls with test keys.", registers });
    this.#inFlight = new Gauge({ name: "tollgate_calls_in_flight", help: "Calls being served.", registers }).labels();
    this.#overhead = new Histogram({
      name: "tollgate_overhead_seconds",
      help: "Time from request to first content that was not spent waiting for an endpoint.",
      buckets: [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25],
      registers,
    }).labels();
    this.#firstContent = new Histogram({
      name: "tollgate_first_content_seconds",
      help: "Time from request to first content.",
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 90],
      registers,
    }).labels();
  }

  began(): void {
    this.#inFlight.inc();
  }

  ended(ending: string): void {
    this.#inFlight.dec();
    if (isEnding(ending)) this.#calls[ending].inc();
  }

  attempted(result: string): void {
    this.#attempts.inc({ result });
  }

  refused(code: string): void {
    this.#refusals.inc({ code });
  }

  tested(): void {
    this.#tests.inc();
  }

  answered(overheadMs: number, firstContentMs: number): void {
    this.#overhead.observe(overheadMs / 1000);
    this.#firstContent.observe(firstContentMs / 1000);
  }
}

function isEnding(text: string): text is Ending {
  return ENDINGS.some((ending) => ending === text);
}
