import type { Conversation, Part, Tool } from "../conversation/conversation.ts";
import type { FinishReason } from "../conversation/reply-event.ts";
import { countPrompt, TOKENS_PER_PICTURE, type TokenCounter } from "../estimate-units.ts";
import { countIn, present, textIn } from "../json-fields.ts";
import { chatUsage } from "../openai-chat/write-reply.ts";
import { conversationOf } from "../surfaces.ts";
import { exampleValue } from "./example-value.ts";
import { paceOf, type SimulatedCall, type SimulatedReply, streamedReply, wholeReply } from "./simulated-reply.ts";
import { PICTURE_BASE64 } from "./small-media.ts";

const PICTURES = [{ type: "image_url", image_url: { url: `data:image/png;base64,${PICTURE_BASE64}` } }];
/** Words of an answer that is cut short by its scenario. */
const SHORT_WORDS = 5;
/** How much of what was said is said back. */
const QUOTED_CHARACTERS = 160;

interface Plan {
  readonly thinking: string;
  readonly words: readonly string[];
  readonly call: { readonly id: string; readonly name: string; readonly arguments: string } | null;
  readonly finish: FinishReason;
  /** Whether a picture goes with the words. */
  readonly paints?: boolean;
}

/** A chat completion, whole or streamed. */
export function simulateChat(call: SimulatedCall): SimulatedReply {
  const { body, stream, scenario, countTokens, createdSeconds } = call;
  const conversation = conversationOf("openai-chat", body);
  const limit = countIn(body.max_tokens) ?? countIn(body.max_completion_tokens) ?? Number.POSITIVE_INFINITY;
  const plan = within(planOf(conversation, call), { limit, countTokens });
  const choices = Math.max(1, conversation.settings.choices);
  const usage = chatUsage({
    input: countPrompt({ surface: "openai-chat", body }, countTokens),
    output: choices * tokensOf(plan, countTokens),
    ...(plan.paints === true && { output_image: choices * TOKENS_PER_PICTURE }),
    reasoning: choices * (plan.thinking === "" ? 0 : countTokens(plan.thinking)),
  });
  const head = { id: "chatcmpl-test", created: createdSeconds, model: textIn(body.model) ?? "" };
  if (stream) return streamedReply([...chunks(plan, { head, choices, usage }), "[DONE]"], scenario);
  const all = Array.from({ length: choices }, (_, index) => ({ index, ...message(plan), logprobs: null }));
  return wholeReply({ ...head, object: "chat.completion", choices: all, usage }, paceOf(scenario).firstMs);
}

function planOf(conversation: Conversation, { scenario, body }: SimulatedCall): Plan {
  const { tools, toolChoice, turns, settings } = conversation;
  const last = turns.at(-1)?.parts ?? [];
  const effort = settings.reasoning?.effort ?? null;
  const thinking = effort !== null && effort !== "none" ? "The question is a test, so the answer is one too." : "";
  const results = last.filter((part) => part.kind === "tool_result");
  const tool = results.length === 0 ? chosenTool(tools, { toolChoice, isAsked: scenario === "tool_call" }) : null;
  if (tool !== null) {
    const call = { id: "call_test_1", name: tool.name, arguments: JSON.stringify(exampleValue(tool.parameters)) };
    return { thinking, words: [], call, finish: "tool_calls" };
  }
  if (settings.format !== null) {
    const value = settings.format.kind === "schema" ? exampleValue(settings.format.schema) : { answer: "test" };
    return { thinking, words: [JSON.stringify(value)], call: null, finish: "stop" };
  }
  const said =
    results.length > 0
      ? `The tool answered: ${quoted(results.flatMap(({ parts }) => parts))}`
      : `This is a test answer in the place of ${textIn(body.model) ?? "the model"}. You said: ${quoted(last)}`;
  const words = stopped(said, settings.stop).match(/\S+\s*/g) ?? [];
  if (scenario === "length" || scenario === "content_filter")
    return { thinking, words: words.slice(0, SHORT_WORDS), call: null, finish: scenario };
  return { thinking, words, call: null, finish: "stop", paints: settings.pictures !== null };
}

function chosenTool(
  tools: readonly Tool[],
  { toolChoice, isAsked }: { toolChoice: Conversation["toolChoice"]; isAsked: boolean },
): Tool | null {
  if (toolChoice?.kind === "none") return null;
  if (toolChoice?.kind === "tool") return tools.find(({ name }) => name === toolChoice.name) ?? null;
  return isAsked || toolChoice?.kind === "required" ? (tools[0] ?? null) : null;
}

function quoted(parts: readonly Part[]): string {
  const text = parts
    .map((part) => (part.kind === "text" ? part.text : ""))
    .join(" ")
    .trim();
  const shown = text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;
  return shown === "" ? "nothing in words." : `“${shown}”`;
}

function stopped(text: string, marks: readonly string[]): string {
  const places = marks.map((mark) => (mark === "" ? -1 : text.indexOf(mark))).filter((place) => place >= 0);
  return places.length === 0 ? text : text.slice(0, Math.min(...places));
}

/** As much of an answer as its limit has room for. */
function within(plan: Plan, { limit, countTokens }: { limit: number; countTokens: TokenCounter }): Plan {
  const words: string[] = [];
  for (const word of plan.words) {
    if (countTokens([...words, word].join("")) > limit) return { ...plan, words, finish: "length" };
    words.push(word);
  }
  return plan;
}

function tokensOf({ words, call }: Plan, countTokens: TokenCounter): number {
  const text = words.join("") + (call === null ? "" : call.name + call.arguments);
  return text === "" ? 0 : countTokens(text);
}

function message({ thinking, words, call, finish, paints = false }: Plan) {
  const calls = call && [{ id: call.id, type: "function", function: { name: call.name, arguments: call.arguments } }];
  const content = call === null ? words.join("") : null;
  const said = { role: "assistant", content, refusal: null };
  return {
    message: {
      ...said,
      ...present({ reasoning_content: thinking || null, tool_calls: calls, images: paints ? PICTURES : null }),
    },
    finish_reason: finish,
  };
}

interface Envelope {
  readonly head: { readonly id: string; readonly created: number; readonly model: string };
  readonly choices: number;
  readonly usage: unknown;
}

function chunks(
  { thinking, words, call, finish, paints = false }: Plan,
  { head, choices, usage }: Envelope,
): unknown[] {
  const deltas: Record<string, unknown>[] = [];
  if (thinking !== "") deltas.push({ reasoning_content: thinking });
  for (const word of words) deltas.push({ content: word });
  if (call !== null) {
    const { id, name, arguments: text } = call;
    deltas.push({ tool_calls: [{ index: 0, id, type: "function", function: { name, arguments: "" } }] });
    deltas.push({ tool_calls: [{ index: 0, function: { arguments: text } }] });
  }
  if (paints) deltas.push({ images: PICTURES });
  const object = "chat.completion.chunk";
  const told: unknown[] = [];
  for (let index = 0; index < choices; index += 1) {
    for (const [place, delta] of deltas.entries()) {
      const whole = place === 0 ? { role: "assistant", ...delta } : delta;
      told.push({ ...head, object, choices: [{ index, delta: whole, finish_reason: null }] });
    }
    told.push({ ...head, object, choices: [{ index, delta: {}, finish_reason: finish }] });
  }
  return [...told, { ...head, object, choices: [], usage }];
}
