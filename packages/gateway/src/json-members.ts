/** Where one member of a JSON object stands in its text. Offsets count characters of the scanned string. */
export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/**
 * Finds the top-level members of a JSON object without parsing their values, so that a few of them can be replaced and all other bytes
 * stay as they came. Takes UTF-8 bytes read as latin1 just as well as text: everything structural is ASCII.
 * @returns `null` when the text is not an object; malformed values inside are not noticed.
 */
export function topLevelMembers(text: string): JsonMember[] | null {
  let at = skipSpace(text, 0);
  if (text.charCodeAt(at) !== OPEN_BRACE) return null;
  at = skipSpace(text, at + 1);
  const members: JsonMember[] = [];
  if (text.charCodeAt(at) === CLOSE_BRACE) return members;
  for (;;) {
    const keyStart = at;
    if (text.charCodeAt(at) !== QUOTE) return null;
    const keyEnd = skipString(text, at);
    if (keyEnd < 0) return null;
    const colon = skipSpace(text, keyEnd);
    if (text.charCodeAt(colon) !== COLON) return null;
    const valueStart = skipSpace(text, colon + 1);
    const valueEnd = skipValue(text, valueStart);
    if (valueEnd <= valueStart) return null;
    members.push({ key: decodeKey(text, keyStart, keyEnd), keyStart, valueStart, valueEnd });
    at = skipSpace(text, valueEnd);
    const separator = text.charCodeAt(at);
    if (separator === CLOSE_BRACE) return members;
    if (separator !== COMMA) return null;
    at = skipSpace(text, at + 1);
  }
}

/** UTF-8 bytes of a text, one character per byte, as the scanners and writers here handle them. */
export function toByteText(text: string): string {
  for (let i = 0; i < text.length; i += 1)
    if (text.charCodeAt(i) > 0x7f) return Buffer.from(text, "utf8").toString("latin1");
  return text;
}

/** The text behind UTF-8 bytes that were read one character per byte. */
export function fromByteText(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function decodeKey(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  if (!raw.includes("\\")) return raw;
  try {
    return String(JSON.parse(text.slice(start, end)));
  } catch {
    return raw;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** @returns the offset after the closing quote, or -1. */
export function skipString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0) {
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return -1;
}

function skipValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return skipString(text, start);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipNested(text, start);
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || code <= 0x20) break;
    at += 1;
  }
  return at;
}

function skipNested(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(text, at);
      if (at < 0) return -1;
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
    at += 1;
  }
  return -1;
}
