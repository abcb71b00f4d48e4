import { mkdirSync } from "node:fs";
import path from "node:path";
import { generateClient } from "./generate-client.ts";
import { inRepository } from "./paths.ts";
import { ProcessGroup } from "./process-group.ts";

/** One check that passes or fails as a whole. */
export interface Check {
  readonly name: string;
  readonly commands: readonly (readonly string[])[];
}

/** What must hold of the sources without running them. */
export const checks: readonly Check[] = [
  { name: "lockfile", commands: [[process.execPath, inRepository("infra/local/check-lockfile.ts")]] },
  { name: "lint", commands: [["biome", "check", "--error-on-warnings", "."]] },
  { name: "boundaries", commands: [["turbo", "boundaries"]] },
  {
    name: "types",
    commands: [
      ["turbo", "run", "typecheck", "--continue", "--output-logs=errors-only"],
      ["tsc", "-p", "."],
    ],
  },
];

/** Types and tests read the generated database client, so it comes before all of them. */
export async function prepareSources(): Promise<void> {
  const logs = inRepository("node_modules/.cache/tollgate");
  mkdirSync(logs, { recursive: true });
  await generateClient((request) => new ProcessGroup().run(request), path.join(logs, "generate.log"));
}
