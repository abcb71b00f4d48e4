import type { ReasoningWish } from "./conversation/conversation.ts";
import { reasoningEffort } from "./conversation/reasoning-budget.ts";

type Effort = ReturnType<typeof reasoningEffort>;

/** What one of OpenAI's own models takes beside a conversation. */
export interface OpenAiModel {
  readonly thinks: boolean;
  /** When a temperature of the caller's own is taken. */
  readonly sampling: "always" | "without_thinking" | "never";
  /** How hard it can be told to think, least first; `null` when nobody has published it. */
  readonly efforts: readonly Effort[] | null;
  /** False for those that know no `parallel_tool_calls`. */
  readonly parallelTools: boolean;
}

const PLAIN: OpenAiModel = { thinks: false, sampling: "always", efforts: [], parallelTools: true };
const O_SERIES: readonly Effort[] = ["low", "medium", "high"];

/** A model's name at OpenAI and Azure. With an author before it, it is another gateway's, which does the same there. */
const NAME = /^(?:ft:)?(?:gpt-(\d+)(?:\.(\d+))?(?:-([a-z]+))?|o(\d)(-mini)?|chatgpt-)/;
/** Variants whose efforts are those of their version; a date is none. */
const STANDARD: ReadonlySet<string | undefined> = new Set([undefined, "mini", "nano"]);

const KNOWN = new Map<string, OpenAiModel | null>();

/**
 * One of OpenAI's own models, by the name it has at an endpoint; `null` for anybody else's.
 * Source: @ai-sdk/openai 4.0.118, which is written from https://platform.openai.com/docs/guides/latest-model (parameter compatibility)
 * and /docs/guides/reasoning; stop and logit_bias: LiteLLM, gpt-5 transformation.
 */
export function openAiModel(name: string): OpenAiModel | null {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const model = read(name);
  if (KNOWN.size < 1_000) KNOWN.set(name, model);
  return model;
}

function read(name: string): OpenAiModel | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, major, minor, variant, series, small] = match;
  if (series !== undefined)
    return {
      thinks: true,
      sampling: "never",
      efforts: O_SERIES,
      parallelTools: !(series === "1" || (series === "3" && small)),
    };
  const version = Number(major ?? 0) * 100 + Number(minor ?? 0);
  if (version < 500 || (minor === undefined && variant === "chat")) return PLAIN;
  const efforts = STANDARD.has(variant) ? effortsOf(version) : null;
  return {
    thinks: true,
    sampling: version > 500 && version < 600 ? "without_thinking" : "never",
    efforts,
    parallelTools: true,
  };
}

function effortsOf(version: number): readonly Effort[] {
  if (version === 500) return ["minimal", ...O_SERIES];
  if (version === 501) return ["none", ...O_SERIES];
  return version < 600 ? ["none", ...O_SERIES, "xhigh"] : [...O_SERIES, "xhigh"];
}

const RANK: readonly Effort[] = ["none", "minimal", "low", "medium", "high", "xhigh"];

/** The nearest effort the model knows: as much as asked or more, else the most it has. */
export function knownEffort({ efforts }: OpenAiModel, asked: Effort): Effort {
  if (efforts === null) return asked;
  return efforts.find((one) => RANK.indexOf(one) >= RANK.indexOf(asked)) ?? efforts.at(-1) ?? asked;
}

/** What clients of other gateways send to every model and OpenAI's API refuses as unknown. */
export const STRANGERS = ["top_k", "min_p", "top_a", "repetition_penalty"] as const;
/** Whether such a one changes anything at its value. */
export function isStrangerAsked(name: (typeof STRANGERS)[number], value: unknown): boolean {
  return value !== undefined && value !== null && value !== (name === "repetition_penalty" ? 1 : 0);
}

/** Wishes of a request in the words of chat completions, as far as some model of OpenAI's refuses them. */
export interface OpenAiWishes {
  readonly temperature?: unknown;
  readonly top_p?: unknown;
  readonly frequency_penalty?: unknown;
  readonly presence_penalty?: unknown;
  readonly logit_bias?: unknown;
  readonly parallel_tool_calls?: unknown;
  readonly verbosity?: unknown;
}
type WishName = keyof OpenAiWishes;

/** What is the same as saying nothing is taken by every model. */
const UNASKED: Readonly<Record<WishName, unknown>> = {
  temperature: 1,
  top_p: 1,
  frequency_penalty: 0,
  presence_penalty: 0,
  logit_bias: null,
  parallel_tool_calls: true,
  verbosity: "medium",
};
const NAMES: readonly WishName[] = [
  "temperature",
  "top_p",
  "frequency_penalty",
  "presence_penalty",
  "logit_bias",
  "parallel_tool_calls",
  "verbosity",
];
/** What a model that thinks takes again once it is told not to. */
const SAMPLING: ReadonlySet<WishName> = new Set(["temperature", "top_p"]);

/** Wishes that a model refuses and that an answer can be had without. @param wish what is asked of thinking. */
export function refusedWishes(model: OpenAiModel, wishes: OpenAiWishes, wish: ReasoningWish | null): WishName[] {
  const samples = takesSampling(model, wish);
  const refuses = (name: WishName) => {
    if (name === "parallel_tool_calls") return !model.parallelTools;
    if (name === "verbosity") return !model.thinks;
    return model.thinks && !(samples && SAMPLING.has(name));
  };
  return NAMES.filter((name) => {
    const asked = wishes[name];
    return asked !== undefined && asked !== null && asked !== UNASKED[name] && refuses(name);
  });
}

/** From 5.1 on a model does not think unless it is told to, and then takes what others take. */
function takesSampling({ sampling }: OpenAiModel, wish: ReasoningWish | null): boolean {
  if (sampling === "always") return true;
  return sampling === "without_thinking" && (wish === null || reasoningEffort(wish) === "none");
}

/** What a model refuses and an answer cannot be had without: a caller who reads probabilities has no use for one that has none. */
export function refusedDemands(
  model: OpenAiModel,
  { stop, logprobs }: { readonly stop: boolean; readonly logprobs: boolean },
  wish: ReasoningWish | null,
): ("stop" | "logprobs")[] {
  if (!model.thinks) return [];
  return [
    ...(stop ? (["stop"] as const) : []),
    ...(logprobs && !takesSampling(model, wish) ? (["logprobs"] as const) : []),
  ];
}

/** Parameters that no request to the model can use. */
export function neverTaken(model: OpenAiModel): string[] {
  if (!model.thinks) return [...STRANGERS, "reasoning", "verbosity"];
  const sampling = model.sampling === "never" ? ["temperature", "top_p", "logprobs", "top_logprobs"] : [];
  const parallel = model.parallelTools ? [] : ["parallel_tool_calls"];
  return [...STRANGERS, ...sampling, ...parallel, "frequency_penalty", "presence_penalty", "logit_bias", "stop"];
}
