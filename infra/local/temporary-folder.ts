import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A folder that goes away with `remove`, or at the latest when this process ends. */
export function makeTemporaryFolder(purpose: string): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), `tollgate-${purpose}-`));
  const remove = () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    } catch {
      // A server that is still ending may write into it; what is left is the system's to clean.
    }
  };
  process.once("exit", remove);
  return {
    path: folder,
    remove() {
      process.off("exit", remove);
      remove();
    },
  };
}
