// `pnpm bench <name>`: runs one benchmark with a throwaway Postgres and Redis beside it; without a name it lists them.
import { globSync } from "node:fs";
import path from "node:path";
import { prepareSources } from "./checks.ts";
import { streamCommand } from "./command.ts";
import { inRepository, repositoryRoot } from "./paths.ts";
import { describeFailure } from "./sentence-error.ts";
import { startThrowawayServices } from "./throwaway-services.ts";

const files = globSync("{apps,packages}/*/bench/*.bench.ts", { cwd: repositoryRoot }).toSorted();
const nameOf = (file: string) => path.basename(file, ".bench.ts");
const [wanted, ...args] = process.argv.slice(2);
const file = files.find((candidate) => nameOf(candidate) === wanted);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

if (!file) {
  console.log(`Run one benchmark by name: pnpm bench <name>\n${files.map((known) => `  ${nameOf(known)}`).join("\n")}`);
  process.exit(wanted ? 1 : 0);
}
try {
  await prepareSources();
  const services = await startThrowawayServices();
  const env = { TEST_POSTGRES_URL: services.postgresUrl, TEST_REDIS_URL: services.redisUrl };
  const code = await streamCommand({ command: [process.execPath, inRepository(file), ...args], env });
  await services.stop();
  process.exit(code);
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
