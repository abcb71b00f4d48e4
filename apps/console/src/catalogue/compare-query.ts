/** Models side by side, at most: more do not fit on a screen. */
export const MOST_COMPARED = 4;

/** The models an address compares, each once. */
export function readCompared(value: string | string[] | undefined): string[] {
  const all = (Array.isArray(value) ? value : [value ?? ""]).map((id) => id.trim().slice(0, 200)).filter(Boolean);
  return [...new Set(all)].slice(0, MOST_COMPARED);
}

export function compareHref(modelIds: readonly string[]): string {
  const query = new URLSearchParams(modelIds.map((id) => ["m", id])).toString().replaceAll("%2F", "/");
  return query ? `/models/compare?${query}` : "/models/compare";
}
