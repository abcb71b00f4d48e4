import type { PassedOverReason } from "@tollgate/gateway/plan-route";
import type { DemoAppName } from "./demo-app.ts";
import type { DemoOffer } from "./demo-offers.ts";
import { type DemoSaid, saidIn } from "./demo-said.ts";
import type { SeededRandom } from "./seeded-random.ts";

/** A call of the demo's history before its size is scaled: who serves it, how it ends, and its tokens relative to other calls. */
export interface CallSketch {
  readonly offer: DemoOffer;
  /** The app it was made through; `null` for the customer's own key. */
  readonly app: DemoAppName | null;
  readonly said: DemoSaid | null;
  /** Offers of the model that were not tried, and why. */
  readonly passedOver: readonly { readonly offer: DemoOffer; readonly reason: PassedOverReason }[];
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

/** Of calls, those through each app; the others come from the customer's own key. */
const THROUGH: readonly { readonly app: DemoAppName | null; readonly weight: number }[] = [
  { app: "demo-writer", weight: 42 },
  { app: "demo-desk", weight: 16 },
  { app: null, weight: 42 },
];
const LONG_DOCUMENT = 0.22;
const WITH_CACHE = 0.3;

/** @throws RangeError when none of the models is offered. */
export function sketchCall(random: SeededRandom, offers: readonly DemoOffer[]): CallSketch {
  const used = Object.entries(USED_MODELS).filter(([id]) => offers.some(({ model }) => model.id === id));
  const [modelId] = random.pick(used, ([, weight]) => weight);
  const candidates = offers.filter(({ model }) => model.id === modelId);
  const offer = random.pick(candidates, ({ provider }) => provider.historyWeight);
  const flaky = candidates.find(({ provider }) => provider.slug === "demo-ember" && provider !== offer.provider);
  const { app } = random.pick(THROUGH, ({ weight }) => weight);
  const long = random.next() < LONG_DOCUMENT;
  const input = long ? random.between(24_000, 90_000) : random.between(900, 14_000);
  return {
    offer,
    app,
    said: saidIn(random, app),
    passedOver: passedOver(random, candidates, offer),
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

/** Reasons the router has, as often as they come up: a provider that is down or busy, a caller who asked for less, or nothing. */
const REASONS: readonly { readonly reason: PassedOverReason | null; readonly weight: number }[] = [
  { reason: null, weight: 82 },
  { reason: "max_price", weight: 7 },
  { reason: "data_policy", weight: 6 },
  { reason: "down", weight: 3 },
  { reason: "busy", weight: 2 },
];

function passedOver(
  random: SeededRandom,
  candidates: readonly DemoOffer[],
  served: DemoOffer,
): CallSketch["passedOver"] {
  const { reason } = random.pick(REASONS, ({ weight }) => weight);
  const others = candidates.filter((candidate) => candidate !== served && excludes(reason, candidate, served));
  const [other] = others.length > 0 ? [random.pick(others, () => 1)] : [];
  return reason !== null && other ? [{ offer: other, reason }] : [];
}

/** Whether a caller's wish, or a bad moment, can have kept an offer out and not the one that served. */
function excludes(reason: PassedOverReason | null, { provider }: DemoOffer, served: DemoOffer): boolean {
  if (reason === "max_price") return provider.pricePercent > served.provider.pricePercent;
  if (reason === "data_policy")
    return provider.dataPolicy === "may_train" && served.provider.dataPolicy !== "may_train";
  if (reason === "busy") return provider.slug === "demo-weir";
  return reason === "down" && provider.slug === "demo-ember";
}
