import { isRecord } from "../../is-record.ts";

/** Whether a value has everything an expected one has: members of objects, and entries of lists wherever they stand. */
export function includes(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return Array.isArray(actual) && expected.every((one) => actual.some((other) => includes(other, one)));
  if (isRecord(expected))
    return isRecord(actual) && Object.entries(expected).every(([name, value]) => includes(actual[name], value));
  return Object.is(actual, expected);
}
