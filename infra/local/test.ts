// `npm test`: every check and every test, on services of its own; ends with what failed, and how many passed and failed.
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Check, checks, prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { runEndToEndTests } from "./end-to-end.ts";
import { describeFailure } from "./sentence-error.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import { joinOutcomes, nothingRun, type Outcome, readVitestReport } from "./test-outcome.ts";

interface Stage {
  readonly name: string;
  readonly run: () => Promise<Outcome>;
}

const stages: readonly Stage[] = [
  ...checks.map((check) => ({ name: check.name, run: () => runCheck(check) })),
  { name: "unit and integration tests", run: runVitest },
  { name: "end-to-end tests", run: runEndToEndTests },
];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

let total = await prepareSources().then(() => nothingRun, failedStage);
for (const stage of stages) {
  console.log(`\n── ${stage.name}`);
  total = joinOutcomes(total, await stage.run().catch(failedStage));
}
// Said again at the very end, for whoever reads only that.
for (const failure of total.failures) console.log(`\n✗ ${failure}`);
console.log(`\n${total.passed} passed, ${total.failures.length} failed`);
process.exit(total.failures.length === 0 ? 0 : 1);

async function runCheck(check: Check): Promise<Outcome> {
  for (const command of check.commands)
    if ((await streamCommand({ command })) !== 0) return { passed: 0, failures: [check.name] };
  return { passed: 1, failures: [] };
}

async function runVitest(): Promise<Outcome> {
  const folder = makeTemporaryFolder("report");
  const report = path.join(folder.path, "vitest.json");
  try {
    const code = await streamCommand({
      command: ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    });
    return readVitestReport(JSON.parse(readFileSync(report, "utf8")), code);
  } finally {
    folder.remove();
  }
}

/** A stage that could not run to its end is one failure, and the others still run. */
function failedStage(error: unknown): Outcome {
  const failure = describeFailure(error);
  console.error(failure);
  return { passed: 0, failures: [failure] };
}
