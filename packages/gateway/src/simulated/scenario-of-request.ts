import type { Part } from "../conversation/conversation.ts";
import type { InferenceRequest } from "../inference-request.ts";
import { isService, SERVICES } from "../services/services.ts";
import { conversationOf } from "../surfaces.ts";
import { type ScenarioName, scenarioIn } from "./scenarios.ts";

/**
 * The scenario that a request's newest words name. Only what was said last counts: a conversation that goes on after a scenario, such as a tool's
 * result, is answered as usual.
 */
export function scenarioOfRequest({ surface, body }: Pick<InferenceRequest, "surface" | "body">): ScenarioName | null {
  if (isService(surface)) return scenarioIn(SERVICES[surface].texts(body).join("\n"));
  const last = conversationOf(surface, body).turns.at(-1);
  return last?.role === "user" ? scenarioIn(last.parts.map(spoken).join("\n")) : null;
}

function spoken(part: Part): string {
  return part.kind === "text" ? part.text : "";
}
