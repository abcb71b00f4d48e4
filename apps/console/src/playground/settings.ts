/** What a person sets for every model of the playground; `null` leaves it to the model. */
export interface Settings {
  readonly system: string;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly maxTokens: number | null;
  /** Which endpoint is preferred. */
  readonly sort: "price" | "latency" | "throughput" | null;
  /** Tool definitions as the API takes them. */
  readonly tools: readonly unknown[] | null;
}

export const DEFAULT_SETTINGS: Settings = {
  system: "",
  temperature: null,
  topP: null,
  maxTokens: null,
  sort: null,
  tools: null,
};

/** The number a field holds, `null` when it is empty, or what is wrong with it. */
export function readNumber(
  text: string,
  { least, most, whole }: { least: number; most: number; whole: boolean },
): number | null | { readonly error: string } {
  if (text.trim() === "") return null;
  const value = Number(text);
  if (Number.isFinite(value) && value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  return { error: `Enter a ${whole ? "whole number" : "number"} from ${least} to ${most}.` };
}

/** Tool definitions typed as JSON, `null` when there are none, or what is wrong with them. */
export function readTools(text: string): readonly unknown[] | null | { readonly error: string } {
  if (text.trim() === "") return null;
  try {
    const tools: unknown = JSON.parse(text);
    if (Array.isArray(tools)) return tools.length === 0 ? null : tools;
    return { error: 'Enter a JSON array of tools, such as [{"type": "function", …}].' };
  } catch {
    return { error: "This is not valid JSON yet." };
  }
}
