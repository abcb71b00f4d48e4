/** A part of a form, as it came. */
export interface FormPart {
  readonly name: string;
  /** `null` for a plain field. */
  readonly fileName: string | null;
  /** Its header lines, one character per byte. */
  readonly headers: string;
  readonly content: Buffer;
}

/** A form as browsers and SDKs send it. Source: RFC 7578 */
export interface MultipartForm {
  /** With the boundary; goes on to the endpoint. */
  readonly contentType: string;
  readonly boundary: string;
  readonly parts: readonly FormPart[];
}

/** More parts than any API has fields. */
const MAX_PARTS = 64;
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^;\s"]{1,70}))/i;
const NAME = /;\s*name="((?:[^"\\]|\\.)*)"/i;
const FILE_NAME = /;\s*filename="((?:[^"\\]|\\.)*)"/i;

/** What separates the parts of a form, or `null` when the content type names no form. */
export function boundaryOf(contentType: string | undefined): string | null {
  if (!contentType?.toLowerCase().startsWith("multipart/form-data")) return null;
  const match = BOUNDARY.exec(contentType);
  return match?.[1] ?? match?.[2] ?? null;
}

/** Takes a form apart without copying it; `null` when it is none. */
export function readForm(bytes: Buffer, contentType: string): MultipartForm | null {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return null;
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: FormPart[] = [];
  let at = bytes.indexOf(delimiter);
  if (at < 0) return null;
  for (;;) {
    at += delimiter.length;
    if (bytes.toString("latin1", at, at + 2) === "--") return { contentType, boundary, parts };
    const next = bytes.indexOf(`\r\n--${boundary}`, at);
    const part = next < 0 ? null : readPart(bytes.subarray(at, next));
    if (part === null || parts.length === MAX_PARTS) return null;
    parts.push(part);
    at = next + 2;
  }
}

/** @param bytes from the end of the delimiter's line to the next delimiter. */
function readPart(bytes: Buffer): FormPart | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0 || bytes.toString("latin1", 0, 2) !== "\r\n") return null;
  const headers = bytes.toString("latin1", 2, end);
  const disposition = headers.split("\r\n").find((line) => line.toLowerCase().startsWith("content-disposition:")) ?? "";
  const name = NAME.exec(disposition)?.[1];
  if (name === undefined) return null;
  return { name, fileName: FILE_NAME.exec(disposition)?.[1] ?? null, headers, content: bytes.subarray(end + 4) };
}

/** The bytes of a form with other parts. */
export function writeForm({ boundary }: MultipartForm, parts: readonly FormPart[]): Buffer {
  const pieces = parts.flatMap(({ headers, content }) => [
    Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`, "latin1"),
    content,
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

/** A plain field. */
export function formField(name: string, value: string): FormPart {
  const headers = `Content-Disposition: form-data; name="${name}"`;
  return { name, fileName: null, headers, content: Buffer.from(value) };
}
