import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readUsage } from "./usage-units.ts";

const anything = fc.oneof(fc.integer(), fc.double(), fc.constant(null), fc.constant(undefined), fc.string());
const usage = fc.record({
  prompt_tokens: anything,
  completion_tokens: anything,
  total_tokens: anything,
  prompt_cache_hit_tokens: anything,
  prompt_tokens_details: fc.oneof(
    fc.constant(null),
    fc.record({ cached_tokens: anything, audio_tokens: anything, cache_write_tokens: anything }),
  ),
  completion_tokens_details: fc.oneof(
    fc.constant(null),
    fc.record({ reasoning_tokens: anything, audio_tokens: anything }),
  ),
});
const sum = (...counts: (number | undefined)[]) => counts.reduce((total: number, count) => total + (count ?? 0), 0);

describe("usage buckets", () => {
  it("are disjoint, never negative, and add up to what was reported, whatever an endpoint sends", () => {
    fc.assert(
      fc.property(usage, (given) => {
        const read = readUsage(given);
        if (read === null) return;
        const { units } = read;
        for (const count of Object.values(units)) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        expect(sum(units.input, units.cache_read, units.cache_write_5m, units.input_audio)).toBe(read.promptTokens);
        expect(sum(units.output, units.reasoning, units.output_audio, units.output_image)).toBeGreaterThanOrEqual(
          read.completionTokens,
        );
      }),
      { numRuns: 500 },
    );
  });

  it("tell explicit zero from missing", () => {
    expect(readUsage({ prompt_tokens: 0, completion_tokens: 0 })?.units).toEqual({ input: 0, output: 0 });
    expect(readUsage({ prompt_tokens: 5 })).toBeNull();
    expect(readUsage({ prompt_tokens: 5, completion_tokens: -1 })).toBeNull();
    expect(readUsage(null)).toBeNull();
  });

  it("take cached and reasoning tokens out of the totals they are part of", () => {
    const read = readUsage({
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 80, audio_tokens: 5 },
      completion_tokens_details: { reasoning_tokens: 30 },
    });
    expect(read?.units).toEqual({ input: 15, cache_read: 80, input_audio: 5, output: 20, reasoning: 30 });
  });

  it("count reasoning on top where the total shows that it is", () => {
    const details = { completion_tokens_details: { reasoning_tokens: 30 } };
    const read = readUsage({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 45, ...details });
    expect(read?.units).toEqual({ input: 10, output: 5, reasoning: 30 });
  });
});
