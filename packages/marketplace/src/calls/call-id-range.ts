/** Lowest call id (uuid v7, RFC 9562) of a moment: call ids sort by time, so a range of ids is a range of time that indexes serve. */
export function callIdFloor(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
