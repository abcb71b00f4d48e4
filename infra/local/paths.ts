import path from "node:path";

/** The folder of the checkout. */
export const repositoryRoot = path.dirname(path.dirname(import.meta.dirname));

/** A path inside the checkout. */
export function inRepository(...segments: string[]): string {
  return path.join(repositoryRoot, ...segments);
}
