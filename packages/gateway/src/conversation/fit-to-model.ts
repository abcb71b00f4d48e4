import { claudeThinking, isClaudeOnBedrock, takesBothSamplings, takesSampling } from "../anthropic/claude-model.ts";
import { knownEffort, openAiModel, refusedWishes } from "../openai-model.ts";
import type { ConversationDialect } from "../reply-formats.ts";
import type { AnswerSettings, Conversation } from "./conversation.ts";
import { reasoningEffort } from "./reasoning-budget.ts";
import type { RequestNeeds } from "./request-needs.ts";

/** A conversation as one model takes it, and what of it that model is not told. */
export interface Fitted {
  readonly conversation: Conversation;
  readonly leftOut: readonly string[];
}

export type ModelNeeds = Pick<RequestNeeds, "model" | "maxOutputTokens">;

/**
 * Takes out what the API of a dialect has a word for and this model of it refuses, where an answer can be had without. What is written and what
 * callers are told both come from here.
 */
export function fitToModel(conversation: Conversation, dialect: ConversationDialect, needs: ModelNeeds): Fitted {
  switch (dialect) {
    case "anthropic-messages":
      return fitToClaude(conversation, needs);
    case "bedrock-converse":
      return isClaudeOnBedrock(needs.model) ? fitToClaude(conversation, needs) : whole(conversation);
    case "openai-chat":
    case "openai-responses":
      return fitToOpenAi(conversation, needs);
    default:
      return whole(conversation);
  }
}

function whole(conversation: Conversation): Fitted {
  return { conversation, leftOut: [] };
}

/** Whether a tool has to be called. */
export function forcesTool({ toolChoice }: Pick<Conversation, "toolChoice">): boolean {
  return toolChoice?.kind === "required" || toolChoice?.kind === "tool";
}

/**
 * A budget for thinking and a tool that must be called exclude each other, and who forces a tool reads its call: the thinking goes. Temperature and the
 * like go where Claude thinks, and from 4.7 on always; one of temperature and top_p is all that is taken from 4.1 on.
 */
function fitToClaude(conversation: Conversation, { model, maxOutputTokens }: ModelNeeds): Fitted {
  const { settings } = conversation;
  const { reasoning, temperature, topP, topK } = settings;
  if (reasoning === null && temperature === null && topP === null && topK === null) return whole(conversation);
  const asked = reasoning && claudeThinking(model, reasoning, maxOutputTokens);
  const isIdle = forcesTool(conversation) && asked?.thinking.type === "enabled";
  const thinks = asked !== null && asked.thinking.type !== "disabled" && !isIdle;
  const isWanted = reasoning !== null && reasoning.effort !== "none" && reasoning.budgetTokens !== 0;
  const isFixed = thinks || !takesSampling(model);
  return without(conversation, [
    ["reasoning", isWanted && !thinks, { reasoning: null }],
    ["temperature", isFixed && temperature !== null, { temperature: null }],
    ["top_p", topP !== null && (isFixed || (temperature !== null && !takesBothSamplings(model))), { topP: null }],
    ["top_k", isFixed && topK !== null, { topK: null }],
  ]);
}

function fitToOpenAi(conversation: Conversation, { model }: ModelNeeds): Fitted {
  const known = openAiModel(model);
  if (known === null) return whole(conversation);
  const { settings, tools } = conversation;
  const { reasoning } = settings;
  const wishes = {
    temperature: settings.temperature,
    top_p: settings.topP,
    frequency_penalty: settings.frequencyPenalty,
    presence_penalty: settings.presencePenalty,
    parallel_tool_calls: tools.length > 0 ? settings.parallelTools : null,
    verbosity: settings.verbosity,
  };
  const refused = new Set<string>(refusedWishes(known, wishes, reasoning));
  const effort = reasoning && reasoningEffort(reasoning);
  const taken = effort && known.thinks ? knownEffort(known, effort) : effort;
  const fitted = without(conversation, [
    ["reasoning", reasoning !== null && !known.thinks && effort !== "none", { reasoning: null }],
    ["reasoning_effort", known.thinks && effort === "none" && taken !== "none", {}],
    ["temperature", refused.has("temperature"), { temperature: null }],
    ["top_p", refused.has("top_p"), { topP: null }],
    ["frequency_penalty", refused.has("frequency_penalty"), { frequencyPenalty: null }],
    ["presence_penalty", refused.has("presence_penalty"), { presencePenalty: null }],
    ["parallel_tool_calls", refused.has("parallel_tool_calls"), { parallelTools: null }],
    ["verbosity", refused.has("verbosity"), { verbosity: null }],
  ]);
  if (reasoning === null) return fitted;
  const wish = known.thinks ? { ...reasoning, effort: taken } : null;
  return { ...fitted, conversation: withSettings(fitted.conversation, { reasoning: wish }) };
}

type Loss = readonly [name: string, isLost: boolean, emptied: Partial<AnswerSettings>];

function without(conversation: Conversation, losses: readonly Loss[]): Fitted {
  const lost = losses.filter(([, isLost]) => isLost);
  if (lost.length === 0) return whole(conversation);
  const emptied = Object.assign({}, ...lost.map(([, , settings]) => settings));
  return { conversation: withSettings(conversation, emptied), leftOut: lost.map(([name]) => name) };
}

function withSettings(conversation: Conversation, changed: Partial<AnswerSettings>): Conversation {
  return { ...conversation, settings: { ...conversation.settings, ...changed } };
}
