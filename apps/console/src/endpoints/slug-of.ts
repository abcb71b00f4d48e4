/** A short name for a longer one: `Blue Harbor GmbH` becomes `blue-harbor-gmbh`. May be empty. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}
