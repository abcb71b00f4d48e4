/** What a person said. Images are data URLs. */
export interface UserTurn {
  readonly role: "user";
  readonly text: string;
  readonly images: readonly string[];
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as far as it has arrived. */
  readonly arguments: string;
}

/** What a call cost, in USD as the API says it; the receipt has every digit. */
interface ReplyCost {
  /** `null` while a unit of it has no price: an operator has to supply it. */
  readonly totalUsd: number | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export interface AssistantTurn {
  readonly role: "assistant";
  readonly state: "waiting" | "streaming" | "done" | "stopped" | "failed";
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  /** Data URLs of pictures the model made. */
  readonly pictures: readonly string[];
  readonly error: string | null;
  readonly generationId: string | null;
  readonly provider: string | null;
  readonly finishReason: string | null;
  readonly cost: ReplyCost | null;
  readonly firstContentMs: number | null;
  readonly durationMs: number | null;
}

export type Turn = UserTurn | AssistantTurn;

export const WAITING: AssistantTurn = {
  role: "assistant",
  state: "waiting",
  text: "",
  reasoning: "",
  toolCalls: [],
  pictures: [],
  error: null,
  generationId: null,
  provider: null,
  finishReason: null,
  cost: null,
  firstContentMs: null,
  durationMs: null,
};
