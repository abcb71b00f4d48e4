import { isRecord } from "./is-record.ts";
import { fromByteText } from "./json-members.ts";

/** Readers of parsed JSON that nobody vouches for: what is not of the asked kind reads as absent. */
export type JsonObject = Readonly<Record<string, unknown>>;

const NOTHING: JsonObject = {};

export function objectIn(value: unknown): JsonObject {
  return isRecord(value) ? value : NOTHING;
}

export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A count as vendors report tokens: a whole number that is not negative. */
export function countIn(value: unknown): number | null {
  // Adding zero makes the negative zero that JSON can write an ordinary one.
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value + 0 : null;
}

export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** An object without the members that are absent: vendors refuse `null` where they expect nothing. */
export function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
}

/** Parses UTF-8 bytes, one character each; `undefined` when they are not JSON. */
export function parseByteText(bytes: string): unknown {
  return parseJson(fromByteText(bytes));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
