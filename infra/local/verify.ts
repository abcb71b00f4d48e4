// `pnpm verify`: what should hold before every commit, in under a minute and without services.
import { type Check, checks, prepareSources } from "./checks.ts";
import { captureCommand } from "./command.ts";
import { createProgress } from "./progress.ts";
import { describeFailure } from "./sentence-error.ts";

const progress = createProgress(process.stdout);
const failures: string[] = [];
const unit: Check = { name: "unit tests", commands: [["vitest", "run", "--project", "unit", "--silent"]] };

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  await progress.step("database client", prepareSources);
  await Promise.all([...checks, unit].map(verify));
} catch (error) {
  failures.push(describeFailure(error));
}
progress.close();
for (const failure of failures) console.error(`\n${failure}`);
process.exit(failures.length === 0 ? 0 : 1);

async function verify(check: Check): Promise<void> {
  const work = progress.step(check.name, async () => {
    for (const command of check.commands) {
      const { code, output } = await captureCommand({ command });
      if (code !== 0) throw new Error(output.trimEnd());
    }
  });
  await work.catch((error: Error) => {
    failures.push(`✗ ${check.name}\n${error.message}`);
  });
}
