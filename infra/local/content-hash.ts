import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { inRepository, repositoryRoot } from "./paths.ts";

/** A hash over the names and contents of the files that match, to tell whether something made from them is still fresh. */
export function hashFiles(patterns: readonly string[], exclude: readonly string[] = []): string {
  const skipped = ["**/node_modules/**", "**/.next/**", "**/generated/**", ...exclude];
  const files = globSync([...patterns], { cwd: repositoryRoot, exclude: skipped }).toSorted();
  const hash = createHash("sha256");
  for (const file of files) {
    const full = inRepository(file);
    if (statSync(full).isFile()) hash.update(`${file}\0`).update(readFileSync(full)).update("\0");
  }
  return hash.digest("hex");
}
