import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import { inRepository } from "../local/paths.ts";

/**
 * Puts what a process needs that is going to be killed into one file: most of them die within a second, and reading five hundred files would
 * take longer than that. @returns what to run.
 */
export async function bundleChild(folder: string): Promise<string> {
  const bundle = await rolldown({
    input: inRepository("infra/proof/crash-child.ts"),
    platform: "node",
    external: [/^node:/, "pg-native"],
    logLevel: "silent",
  });
  mkdirSync(folder, { recursive: true });
  await bundle.write({ file: path.join(folder, "child.mjs"), format: "esm", codeSplitting: false });
  await bundle.close();
  // A module that can also be a program would start if the bundle were what is run.
  const start = path.join(folder, "start.mjs");
  writeFileSync(start, `import "./child.mjs";\n`);
  return start;
}
