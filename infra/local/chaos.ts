// `pnpm chaos --minutes N --seed S`: a whole Tollgate is broken again and again under load, and its money is counted afterwards.
import { prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { inRepository } from "./paths.ts";
import { describeFailure } from "./sentence-error.ts";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  await prepareSources();
  const script = inRepository("infra/proof/chaos/run-chaos.ts");
  process.exit(await streamCommand({ command: [process.execPath, script, ...process.argv.slice(2)] }));
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
