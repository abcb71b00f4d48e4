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
  #tail = Buffer.alloc(0);

  push(bytes: string): Frame[] {
    if (this.broken !== null) return [];
    const arrived = Buffer.from(bytes, "latin1");
    const text = this.#tail.length === 0 ? arrived : Buffer.concat([this.#tail, arrived]);
    const frames: Frame[] = [];
    let at = 0;
    while (this.broken === null && text.length - at >= PRELUDE_BYTES) {
      const length = text.readUInt32BE(at);
      const headersLength = text.readUInt32BE(at + 4);
      if (!isPreludeSound(text.subarray(at, at + PRELUDE_BYTES), length, headersLength)) {
        this.broken = "a frame of the event stream is malformed";
        break;
      }
      if (text.length - at < length) break;
      this.#take(text.subarray(at, at + length), headersLength, frames);
      at += length;
    }
    this.#tail = text.subarray(at);
    return frames;
  }

  end(): Frame[] {
    if (this.#tail.length > 0) this.broken ??= "the event stream ended within a frame";
    return [];
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
