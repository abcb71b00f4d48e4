import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hashFiles } from "./content-hash.ts";
import { inRepository } from "./paths.ts";
import type { ProcessRequest } from "./tied-process.ts";

const stampFile = inRepository("packages/db/src/generated/.schema-hash");

/** Generates the Prisma client unless the one on disk was made from the same schema by the same Prisma. */
export async function generateClient(run: (request: ProcessRequest) => Promise<void>, logFile: string): Promise<void> {
  const wanted = hashFiles(["prisma/schema/**", "prisma.config.ts", "package.json"]);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  await run({
    name: "prisma generate",
    command: ["prisma", "generate"],
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    logFile,
  });
  writeFileSync(stampFile, wanted);
}
