import { crc32 } from "node:zlib";
import { type Frame, type FrameReader, MAX_FRAME_CHARACTERS } from "./frame.ts";

const PRELUDE_BYTES = 12;
const CRC_BYTES = 4;
/** Header value types with a fixed size; 6 and 7 carry their length in two bytes. */
const FIXED_SIZES: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };

/**
 * Amazon's binary event stream: length, header length and their checksum, headers, payload, checksum. Both checksums are verified: a frame
 * that does not add up ends the stream, because nothing after it can be trusted to start where it seems to.
 * Source: https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html
 */
export class AwsEventFrames implements FrameReader {
  broken: string | null = null;
  /** Pieces of a frame that has not ended. They are joined once, so that a frame in many pieces is not copied again and again. */
  #pieces: Buffer[] = [];
  #kept = 0;
  /** Bytes without which nothing can be read on. */
  #needed = PRELUDE_BYTES;

  push(bytes: string): Frame[] {
    if (this.broken !== null || bytes === "") return [];
    this.#pieces.push(Buffer.from(bytes, "latin1"));
    this.#kept += bytes.length;
    if (this.#kept < this.#needed) return [];
    const arrived = this.#pieces.length === 1 ? (this.#pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#pieces);
    const frames: Frame[] = [];
    const rest = arrived.subarray(this.#read(arrived, frames));
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#kept = rest.length;
    return frames;
  }

  end(): Frame[] {
    if (this.#kept > 0) this.broken ??= "the event stream ended within a frame";
    return [];
  }

  /** @returns where the first frame begins that is not whole yet. */
  #read(arrived: Buffer, frames: Frame[]): number {
    let at = 0;
    this.#needed = PRELUDE_BYTES;
    while (this.broken === null && arrived.length - at >= PRELUDE_BYTES) {
      const length = arrived.readUInt32BE(at);
      const headersLength = arrived.readUInt32BE(at + 4);
      if (!isPreludeSound(arrived.subarray(at, at + PRELUDE_BYTES), length, headersLength)) {
        this.broken = "a frame of the event stream is malformed";
        break;
      }
      if (arrived.length - at < length) {
        this.#needed = length;
        break;
      }
      this.#take(arrived.subarray(at, at + length), headersLength, frames);
      at += length;
    }
    return at;
  }

  #take(message: Buffer, headersLength: number, frames: Frame[]): void {
    const end = message.length - CRC_BYTES;
    if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end)) {
      this.broken = "a frame of the event stream is damaged";
      return;
    }
    const headers = readHeaders(message.subarray(PRELUDE_BYTES, PRELUDE_BYTES + headersLength));
    const data = message.subarray(PRELUDE_BYTES + headersLength, end).toString("latin1");
    frames.push({ event: headers.get(":event-type") ?? headers.get(":exception-type") ?? null, data, raw: "" });
  }
}

function isPreludeSound(prelude: Buffer, length: number, headersLength: number): boolean {
  if (length > MAX_FRAME_CHARACTERS || length < PRELUDE_BYTES + CRC_BYTES + headersLength) return false;
  return crc32(prelude.subarray(0, 8)) === prelude.readUInt32BE(8);
}

function readHeaders(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at + 2 < bytes.length) {
    const nameLength = bytes.readUInt8(at);
    const typeAt = at + 1 + nameLength;
    if (typeAt >= bytes.length) break;
    const name = bytes.toString("utf8", at + 1, typeAt);
    const type = bytes.readUInt8(typeAt);
    let valueAt = typeAt + 1;
    let size = FIXED_SIZES[type];
    if (size === undefined) {
      if (valueAt + 2 > bytes.length) break;
      size = bytes.readUInt16BE(valueAt);
      valueAt += 2;
    }
    if (type === 7) headers.set(name, bytes.toString("utf8", valueAt, valueAt + size));
    at = valueAt + size;
  }
  return headers;
}
