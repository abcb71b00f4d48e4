// `pnpm crash [--scenario 'S|T'] [--point P] [--slice N/M]`: kills the product at every effect of what it does with money and counts the money.
import { parseArgs } from "node:util";
import { prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { describeFailure } from "./sentence-error.ts";

const text = { type: "string" } as const;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  const { values } = parseArgs({ options: { scenario: text, point: text, slice: text } });
  await prepareSources();
  const { scenario = "", point = "", slice = "1/1" } = values;
  const env = { CRASH_SCENARIO: scenario, CRASH_POINT: point, CRASH_SLICE: slice };
  process.exit(await streamCommand({ command: ["vitest", "run", "--config", "infra/proof/vitest.config.ts"], env }));
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
