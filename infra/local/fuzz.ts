// `pnpm fuzz --runs N --seed S [--path P]`: the properties of every parser N times as long as `npm test` plays them, from a seed of its own.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { describeFailure } from "./sentence-error.ts";

const TESTS = ["parser-fuzz", "service-fuzz", "frames/frames"].map(
  (name) => `packages/gateway/src/${name}.exhaustive.test.ts`,
);
const text = { type: "string" } as const;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

try {
  const { values } = parseArgs({ options: { runs: text, seed: text, path: text } });
  await prepareSources();
  const { runs = "20", seed = String(randomInt(2 ** 31)), path = "" } = values;
  console.log(`seed ${seed}`);
  const env = { FUZZ_RUNS: runs, FUZZ_SEED: seed, FUZZ_PATH: path };
  const command = ["vitest", "run", "--project", "exhaustive", "--testTimeout", "3600000", ...TESTS];
  process.exit(await streamCommand({ command, env }));
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
