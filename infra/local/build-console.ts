import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hashFiles } from "./content-hash.ts";
import { inRepository } from "./paths.ts";
import type { ProcessRequest } from "./tied-process.ts";

const stampFile = inRepository("apps/console/.next/source-hash");
/** Next writes it at the end of a build. */
const buildIdFile = inRepository("apps/console/.next/BUILD_ID");
const inputs = [
  "apps/console/*.{ts,mjs,json}",
  "apps/console/{src,public}/**",
  "packages/*/package.json",
  "packages/*/src/**",
  "prisma/schema/**",
  "pnpm-lock.yaml",
];

/** True when the build on disk was made from the sources as they are now, to its end. */
export function isConsoleBuilt(): boolean {
  return existsSync(buildIdFile) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === hashOfInputs();
}

/** Builds the console for production. Addresses are read when it starts, so one build serves every instance. */
export async function buildConsole(run: (request: ProcessRequest) => Promise<void>, logFile: string): Promise<void> {
  const wanted = hashOfInputs();
  rmSync(buildIdFile, { force: true });
  await run({
    name: "the console's build",
    command: ["turbo", "run", "build", "--filter=@tollgate/console", "--output-logs=new-only"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1" },
    logFile,
  });
  // A build that is ended from outside can say that it went well.
  if (!existsSync(buildIdFile)) throw new Error("The console's build was ended before it was done.");
  writeFileSync(stampFile, wanted);
}

function hashOfInputs(): string {
  return hashFiles(inputs, ["**/*.test.{ts,tsx}", "packages/*/src/testing/**"]);
}
