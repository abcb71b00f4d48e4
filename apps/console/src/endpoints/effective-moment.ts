export type Moment = { ok: true; at: Date | undefined } | { ok: false; reason: string };

/** Reads `2026-12-01T00:00` as a moment in UTC; nothing means at once. */
export function readMoment(text: string): Moment {
  if (text === "") return { ok: true, at: undefined };
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? new Date(`${text}Z`) : null;
  if (!at || Number.isNaN(at.getTime())) return { ok: false, reason: "Choose a date and time." };
  return { ok: true, at };
}
