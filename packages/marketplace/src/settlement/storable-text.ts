/**
 * Text as Postgres can keep it: neither `text` nor `jsonb` takes NUL or half a surrogate pair, and names in an event come from upstreams
 * that may send either. The replacement character stands in their place.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** A value as `jsonb` can keep it: texts and names made storable, amounts as decimal strings. */
export function storableJson(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storableText(name), storableJson(one)]));
}
