import type { InferenceRequest } from "./inference-request.ts";
import { seedFrom } from "./weighted-draw.ts";

/** Vendors cache prompts from 1,024 tokens on, which are some 4,000 characters; of those the first half tells prompts apart. */
const WORTH_CACHING = 4_096;
const OPENING = 2_048;
/** Where the prompt begins, by surface: system instructions that stand apart come first. */
const PROMPTS = ["system", "instructions", "systemInstruction", "system_instruction", "messages", "input", "contents"];

/**
 * A seed that keeps calls together which an endpoint's prompt cache may serve: those of one session, or those of one key whose prompt opens with
 * the same words. `null` for all others, which are spread.
 */
export function affinitySeed(
  { sessionId, text, members }: Pick<InferenceRequest, "sessionId" | "text" | "members">,
  keyId: string,
): number | null {
  if (sessionId !== null) return seedFrom(`${keyId}:${sessionId}`);
  if (text.length < WORTH_CACHING) return null;
  for (const name of PROMPTS) {
    const member = members.find(({ key }) => key === name);
    if (member === undefined || member.valueEnd - member.valueStart < OPENING) continue;
    return seedFrom(text.slice(member.valueStart, member.valueStart + OPENING), seedFrom(keyId));
  }
  return null;
}
