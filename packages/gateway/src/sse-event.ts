/**
 * Where the event ends that is being read: the offset after the blank line that closes it, or -1 while it is incomplete. Lines end with
 * LF or CRLF; a lone CR, which the standard also allows, is written by no endpoint of these dialects and is not taken for one.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function eventEnd(text: string, from: number): number {
  let at = text.indexOf("\n", from);
  while (at >= 0) {
    const next = text.charCodeAt(at + 1);
    if (next === 0x0a) return at + 2;
    if (next === 0x0d && text.charCodeAt(at + 2) === 0x0a) return at + 3;
    at = text.indexOf("\n", at + 1);
  }
  return -1;
}

/** The event's data, its lines joined by LF; `null` when it has none (a comment, a bare `event:` line). */
export function eventPayload(event: string): string | null {
  let payload: string | null = null;
  for (const line of event.split("\n")) {
    if (!line.startsWith("data:")) continue;
    const end = line.endsWith("\r") ? line.length - 1 : line.length;
    const value = line.slice(line.charCodeAt(5) === 0x20 ? 6 : 5, end);
    payload = payload === null ? value : `${payload}\n${value}`;
  }
  return payload;
}
