import type { Mode } from "./applications.ts";
import { startInstance } from "./instance.ts";
import { createProgress } from "./progress.ts";
import { describeFailure } from "./sentence-error.ts";
import { loadDotEnv, readSettings } from "./settings.ts";
import { summarise } from "./summary.ts";

/** Runs an instance until a signal ends it (exit code 0) or something goes wrong (1). */
export async function serve(mode: Mode): Promise<never> {
  const progress = createProgress(process.stdout);
  let stop = async () => {};
  let code = 0;
  try {
    loadDotEnv();
    const settings = readSettings(process.env);
    const echo = mode === "development" ? process.stdout : undefined;
    const signalled = untilAskedToStop();
    const instance = startInstance({ settings, mode, progress, echo });
    stop = instance.stop;
    const ready = instance.ready.then((demo) => {
      progress.close();
      console.log(summarise(demo, settings.dataDir));
      return instance.crashed;
    });
    await Promise.race([ready, signalled]);
    progress.close();
    console.log("\n  Stopping …");
  } catch (error) {
    code = 1;
    progress.close();
    console.error(`\n${describeFailure(error)}`);
  }
  await stop();
  process.exit(code);
}

/** Ctrl-C, a signal, or the death of the process that started us. */
function untilAskedToStop(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, 300).unref();
  });
}
