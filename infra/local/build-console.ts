import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hashFiles } from "./content-hash.ts";
import { inRepository } from "./paths.ts";
import type { ProcessRequest } from "./tied-process.ts";

const stampFile = inRepository("apps/console/.next/source-hash");
const inputs = [
  "apps/console/*.{ts,mjs,json}",
  "apps/console/{src,public}/**",
  "packages/*/package.json",
  "packages/*/src/**",
  "prisma/schema/**",
  "pnpm-lock.yaml",
];

/** True when the build on disk was made from the sources as they are now. */
export function isConsoleBuilt(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === hashOfInputs();
}

/** Builds the console for production. Addresses are read when it starts, so one build serves every instance. */
export async function buildConsole(run: (request: ProcessRequest) => Promise<void>, logFile: string): Promise<void> {
  const wanted = hashOfInputs();
  await run({
    name: "the console's build",
    command: ["turbo", "run", "build", "--filter=@tollgate/console", "--output-logs=new-only"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1" },
    logFile,
  });
  writeFileSync(stampFile, wanted);
}

function hashOfInputs(): string {
  return hashFiles(inputs, ["**/*.test.{ts,tsx}", "packages/*/src/testing/**"]);
}
