/** A picture of one grey point, as PNG. */
export const PICTURE_BASE64 =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

const SAMPLES_PER_SECOND = 8_000;
const HEADER_BYTES = 44;

/** A tenth of a second of silence, as WAV: 8 kHz, mono, 8 bit. */
export function silence(): Uint8Array {
  const samples = SAMPLES_PER_SECOND / 10;
  const sound = Buffer.alloc(HEADER_BYTES + samples, 128);
  sound.write("RIFF", 0, "latin1");
  sound.writeUInt32LE(HEADER_BYTES - 8 + samples, 4);
  sound.write("WAVEfmt ", 8, "latin1");
  sound.writeUInt32LE(16, 16);
  sound.writeUInt16LE(1, 20);
  sound.writeUInt16LE(1, 22);
  sound.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  sound.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  sound.writeUInt16LE(1, 32);
  sound.writeUInt16LE(8, 34);
  sound.write("data", 36, "latin1");
  sound.writeUInt32LE(samples, 40);
  return sound;
}
