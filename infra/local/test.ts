// `npm test`: every check and every test, on services of its own; the last line says how many passed and failed.
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Check, checks, prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { runEndToEndTests } from "./end-to-end.ts";
import { describeFailure } from "./sentence-error.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";
import { addCounts, type Counts, countVitest, noCounts } from "./test-counts.ts";

interface Stage {
  readonly name: string;
  readonly run: () => Promise<Counts>;
}

const stages: readonly Stage[] = [
  ...checks.map((check) => ({ name: check.name, run: () => runCheck(check) })),
  { name: "unit and integration tests", run: runVitest },
  { name: "end-to-end tests", run: runEndToEndTests },
];

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

let total = await prepareSources().then(() => noCounts, failedStage);
for (const stage of stages) {
  console.log(`\n── ${stage.name}`);
  total = addCounts(total, await stage.run().catch(failedStage));
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function runCheck(check: Check): Promise<Counts> {
  for (const command of check.commands) if ((await streamCommand({ command })) !== 0) return { passed: 0, failed: 1 };
  return { passed: 1, failed: 0 };
}

async function runVitest(): Promise<Counts> {
  const folder = makeTemporaryFolder("report");
  const report = path.join(folder.path, "vitest.json");
  try {
    const code = await streamCommand({
      command: ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    });
    return countVitest(JSON.parse(readFileSync(report, "utf8")), code);
  } finally {
    folder.remove();
  }
}

/** A stage that could not run to its end is one failure, and the others still run. */
function failedStage(error: unknown): Counts {
  console.error(describeFailure(error));
  return { passed: 0, failed: 1 };
}
