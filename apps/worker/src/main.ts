import { pino } from "pino";
import { readEnvironment } from "./env.ts";
import { startWorker } from "./start-worker.ts";
import { stopInTime } from "./stop-in-time.ts";

/** Longer than any job in hand takes, and less than service managers wait before they kill. Without its stores a worker would wait for ever. */
const STOP_MS = 20_000;

const env = readEnvironment();
const log = pino({ level: env.logLevel });
const worker = await startWorker(env, log);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stopInTime(worker.stop, { withinMs: STOP_MS, log }).then((code) => process.exit(code));
  });
}
// Whoever reads this may ask it to stop at once, which must find somebody who listens.
log.info({ url: worker.url }, "worker is ready");
