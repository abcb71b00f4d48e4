import { readEnvironment } from "./env.ts";
import { startWorker } from "./start-worker.ts";
import { within } from "./within.ts";

/** Longer than any job in hand takes, and less than service managers wait before they kill. Without its stores a worker would wait for ever. */
const STOP_MS = 20_000;

const worker = await startWorker(readEnvironment());

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void within(STOP_MS, worker.stop()).then((inTime) => process.exit(inTime ? 0 : 1));
  });
}
