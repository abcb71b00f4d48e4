/** What formats begin with, one character per byte. */
const BEGINNINGS: readonly (readonly [beginning: RegExp, mediaType: string])[] = [
  [/^\x89PNG\r\n/, "image/png"],
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^GIF8[79]a/, "image/gif"],
  [/^RIFF.{4}WEBP/s, "image/webp"],
  [/^.{4}ftyp(?:heic|heix|mif1)/s, "image/heic"],
  [/^%PDF-/, "application/pdf"],
];

/** Types that say nothing of what a file is. */
const VAGUE = new Set(["application/octet-stream", "binary/octet-stream", "application/download", ""]);
/** What a server shows people in place of a file. */
const PAGES = new Set(["text/html", "application/xhtml+xml"]);

/**
 * What a file is: what its first bytes say, as vendors refuse a picture under another's name, or else what its server says.
 * @param told the `Content-Type`. @returns `null` for a web page and for what nobody knows.
 */
export function mediaTypeOf(bytes: Uint8Array, told: unknown): string | null {
  const opening = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  const known = BEGINNINGS.find(([beginning]) => beginning.test(opening));
  if (known) return known[1];
  const [named = ""] = (typeof told === "string" ? told : "").toLowerCase().split(";");
  const mediaType = named.trim();
  return VAGUE.has(mediaType) || PAGES.has(mediaType) || !mediaType.includes("/") ? null : mediaType;
}
