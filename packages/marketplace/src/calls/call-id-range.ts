/** The time in a uuid v7 has 48 bits. */
const LATEST_MS = 2 ** 48 - 1;

/**
 * Lowest call id (uuid v7, RFC 9562) of a moment: call ids sort by time, so a range of ids is a range of time that indexes serve.
 * Moments that no id can have, such as those before 1970, become the nearest that one can.
 */
export function callIdFloor(at: Date): string {
  const ms = Math.min(Math.max(at.getTime(), 0), LATEST_MS);
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
