import type { InferenceRequest } from "./inference-request.ts";
import { toByteText } from "./json-members.ts";
import { OURS } from "./upstream-needs.ts";

/**
 * A caller's own bytes with some members replaced, added or taken out, and without what is only for this gateway.
 * @param replaced JSON by name; `null` takes one out.
 */
export function spliceBody(
  { text, members }: Pick<InferenceRequest, "text" | "members">,
  replaced: ReadonlyMap<string, string | null>,
): Buffer {
  const left = new Map(replaced);
  const parts: string[] = [];
  for (const { key, keyStart, valueStart, valueEnd } of members) {
    const value = left.get(key);
    if (OURS.has(key) || value === null) continue;
    left.delete(key);
    parts.push(
      value === undefined ? text.slice(keyStart, valueEnd) : `${text.slice(keyStart, valueStart)}${toByteText(value)}`,
    );
  }
  for (const [key, value] of left) if (value !== null) parts.push(`"${key}":${toByteText(value)}`);
  return Buffer.from(`{${parts.join(",")}}`, "latin1");
}
