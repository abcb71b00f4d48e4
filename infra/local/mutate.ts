// `pnpm mutate`: wrong lines in the code of money, each of which the tests must notice.
import { prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { inRepository } from "./paths.ts";
import { describeFailure } from "./sentence-error.ts";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  await prepareSources();
  const script = inRepository("infra/proof/mutate/run-mutations.ts");
  process.exit(await streamCommand({ command: [process.execPath, script, ...process.argv.slice(2)] }));
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
