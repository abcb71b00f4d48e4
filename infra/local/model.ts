// `pnpm model --runs N --seed S [--path P]`: the model-based test of all money for longer than `npm test` does, or a failure of it again.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { describeFailure } from "./sentence-error.ts";

const TEST = "packages/marketplace/src/settlement/money-model.integration.test.ts";
const text = { type: "string" } as const;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  const { values } = parseArgs({ options: { runs: text, seed: text, path: text } });
  await prepareSources();
  const { runs = "200", seed = String(randomInt(2 ** 31)), path = "" } = values;
  console.log(`seed ${seed}`);
  const env = { MODEL_RUNS: runs, MODEL_SEED: seed, MODEL_PATH: path };
  process.exit(await streamCommand({ command: ["vitest", "run", "--project", "integration", TEST], env }));
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
