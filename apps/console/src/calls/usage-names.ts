const NAMES = new Map([
  ["input", "Input tokens"],
  ["cache_read", "Input tokens from the cache"],
  ["cache_write_5m", "Tokens cached for 5 min"],
  ["cache_write_1h", "Tokens cached for 1 h"],
  ["input_audio", "Audio input tokens"],
  ["output", "Output tokens"],
  ["reasoning", "Reasoning tokens"],
  ["output_audio", "Audio output tokens"],
  ["input_image", "Input images"],
  ["output_image", "Picture output tokens"],
  ["image", "Images made"],
  ["audio_second", "Seconds of audio"],
  ["search", "Searches"],
  ["character", "Characters read aloud"],
  ["request", "The call itself"],
]);
const INPUT = ["input", "cache_read", "cache_write_5m", "cache_write_1h", "input_audio"];
const OUTPUT = ["output", "reasoning", "output_audio", "output_image"];

/** What was counted, in words. */
export function usageName(bucket: string): string {
  return NAMES.get(bucket) ?? bucket;
}

/** Tokens that went in and came out, for lists. */
export function tokensOf(units: Readonly<Record<string, number | undefined>>): { input: number; output: number } {
  const sum = (buckets: readonly string[]) => buckets.reduce((total, bucket) => total + (units[bucket] ?? 0), 0);
  return { input: sum(INPUT), output: sum(OUTPUT) };
}
