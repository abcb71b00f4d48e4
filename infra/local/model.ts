// `pnpm model [--only money-model|flush-anywhere] --runs N --seed S [--path P]`: the random tests of money for longer than `npm test` plays them,
// or a failure of one again.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { describeFailure } from "./sentence-error.ts";

const TESTS = [
  "packages/marketplace/src/settlement/money-model.integration.test.ts",
  "packages/marketplace/src/inference/flush-anywhere.integration.test.ts",
];
const text = { type: "string" } as const;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  const { values } = parseArgs({ options: { only: text, runs: text, seed: text, path: text } });
  await prepareSources();
  const { only = "", runs = "200", seed = String(randomInt(2 ** 31)), path = "" } = values;
  console.log(`seed ${seed}`);
  const wanted = TESTS.filter((test) => test.includes(only));
  const env = { MODEL_RUNS: runs, MODEL_SEED: seed, MODEL_PATH: path };
  process.exit(await streamCommand({ command: ["vitest", "run", "--project", "integration", ...wanted], env }));
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
