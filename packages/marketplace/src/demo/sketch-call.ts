import type { DemoOffer } from "./demo-offers.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** A call of the demo's history before its size is scaled: who serves it, how it ends, and its tokens relative to other calls. */
export interface CallSketch {
  readonly offer: DemoOffer;
  readonly throughApp: boolean;
  readonly streamed: boolean;
  readonly ending: "completed" | "failed" | "aborted" | "cut";
  /** An endpoint that refused before this one served. */
  readonly refusedBy: DemoOffer | null;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

/** Models the demo customer uses, with how often. Those nobody offers are passed over. */
const USED_MODELS: Readonly<Record<string, number>> = {
  "anthropic/claude-sonnet-4.5": 16,
  "openai/gpt-5.4": 14,
  "openai/gpt-4o-mini": 12,
  "anthropic/claude-opus-4.8": 9,
  "anthropic/claude-opus-4": 6,
  "openai/gpt-5-pro": 3,
  "google/gemini-2.5-pro": 9,
  "openai/gpt-4o": 8,
  "anthropic/claude-haiku-4.5": 8,
  "google/gemini-2.5-flash": 7,
  "deepseek/deepseek-v3.2": 6,
  "x-ai/grok-4.3": 5,
  "mistralai/mistral-large-2512": 4,
  "meta-llama/llama-3.3-70b-instruct": 4,
};

const THROUGH_APP = 0.55;
const LONG_DOCUMENT = 0.22;
const WITH_CACHE = 0.3;

/** @throws RangeError when none of the models is offered. */
export function sketchCall(random: SeededRandom, offers: readonly DemoOffer[]): CallSketch {
  const used = Object.entries(USED_MODELS).filter(([id]) => offers.some(({ model }) => model.id === id));
  const [modelId] = random.pick(used, ([, weight]) => weight);
  const candidates = offers.filter(({ model }) => model.id === modelId);
  const offer = random.pick(candidates, ({ provider }) => provider.historyWeight);
  const flaky = candidates.find(({ provider }) => provider.slug === "demo-ember" && provider !== offer.provider);
  const long = random.next() < LONG_DOCUMENT;
  const input = long ? random.between(24_000, 90_000) : random.between(900, 14_000);
  return {
    offer,
    throughApp: random.next() < THROUGH_APP,
    streamed: random.next() < 0.8,
    ending: random.pick(
      [
        { ending: "completed" as const, weight: 94 },
        { ending: "failed" as const, weight: 2 },
        { ending: "aborted" as const, weight: 2 },
        { ending: "cut" as const, weight: 2 },
      ],
      ({ weight }) => weight,
    ).ending,
    refusedBy: flaky && random.next() < 0.1 ? flaky : null,
    input,
    cached: random.next() < WITH_CACHE ? Math.floor(input * (0.3 + random.next() * 0.4)) : 0,
    output: long ? random.between(700, 3_200) : random.between(120, 1_300),
  };
}
