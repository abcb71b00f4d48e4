import { readEnvironment } from "./env.ts";
import { startWorker } from "./start-worker.ts";

const worker = await startWorker(readEnvironment());

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void worker.stop().then(() => process.exit(0));
  });
}
