import { crc32 } from "node:zlib";

/**
 * One message of Amazon's binary event stream: length, header length and their checksum, headers, payload, checksum.
 * Source: https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html
 */
export function awsEvent(kind: "event" | "exception", type: string, body: unknown): Buffer {
  const headers = Buffer.concat([
    header(`:${kind}-type`, type),
    header(":content-type", "application/json"),
    header(":message-type", kind),
  ]);
  const payload = Buffer.from(JSON.stringify(body));
  const message = Buffer.alloc(16 + headers.length + payload.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(headers.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  headers.copy(message, 12);
  payload.copy(message, 12 + headers.length);
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4);
  return message;
}

/** Header values of type 7 are texts with their length in two bytes. */
const TEXT = 7;

function header(name: string, value: string): Buffer {
  const bytes = Buffer.alloc(1 + name.length + 3);
  bytes.writeUInt8(name.length, 0);
  bytes.write(name, 1, "latin1");
  bytes.writeUInt8(TEXT, 1 + name.length);
  bytes.writeUInt16BE(Buffer.byteLength(value), 2 + name.length);
  return Buffer.concat([bytes, Buffer.from(value)]);
}
