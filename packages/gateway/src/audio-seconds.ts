/** Speech codecs go down to 8 kbit/s. */
const LEAST_BYTES_PER_SECOND = 1_000;
/** What recordings usually have: 128 kbit/s. */
const USUAL_BYTES_PER_SECOND = 16_000;

/** How long a recording is. */
export interface AudioSeconds {
  /** No recording of its size is longer. */
  readonly most: number;
  /** Exact where the file says it, else by its size. */
  readonly likely: number;
}

/** Seconds of a recording, begun ones included. Of WAV files the header says it; of others only the size is looked at. */
export function audioSeconds(bytes: Buffer): AudioSeconds {
  const exact = wavSeconds(bytes);
  if (exact !== null) return { most: exact, likely: exact };
  const of = (rate: number) => Math.max(1, Math.ceil(bytes.length / rate));
  return { most: of(LEAST_BYTES_PER_SECOND), likely: of(USUAL_BYTES_PER_SECOND) };
}

/** Source: http://soundfile.sapp.org/doc/WaveFormat/ */
function wavSeconds(bytes: Buffer): number | null {
  if (bytes.length < 44 || bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WAVE")
    return null;
  let rate: number | null = null;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const [id, size] = [bytes.toString("latin1", at, at + 4), bytes.readUInt32LE(at + 4)];
    const from = at + 8;
    if (id === "fmt " && from + 12 <= bytes.length) rate = bytes.readUInt32LE(from + 8);
    // A recording that was streamed has no size yet.
    if (id === "data")
      return rate === null || rate === 0 ? null : Math.max(1, Math.ceil(Math.min(size, bytes.length - from) / rate));
    at = from + size + (size % 2);
  }
  return null;
}
