import { z } from "zod";

const milliseconds = z.number().int().min(0).max(600_000);
const tokenCount = z.number().int().min(0).max(1_000_000);

/** What a caller may script about one call. The README describes each field. */
const Directive = z.strictObject({
  only_provider: z.union([z.string(), z.array(z.string())]).optional(),
  headers_delay_ms: milliseconds.optional(),
  delay_ms: milliseconds.optional(),
  chunk_delay_ms: milliseconds.optional(),
  tokens_per_second: z.number().positive().optional(),
  tokens: tokenCount.optional(),
  text: z.string().optional(),
  empty: z.boolean().optional(),
  chunk: z.union([z.enum(["word", "byte"]), z.number().int().min(1)]).optional(),
  status: z.number().int().min(400).max(599).optional(),
  retry_after: z.number().min(0).optional(),
  error_message: z.string().optional(),
  error_in_stream: z.boolean().optional(),
  cut_after: z.number().int().min(0).optional(),
  hold: z.boolean().optional(),
  usage: z.enum(["missing", "zero", "wrong", "every_chunk"]).optional(),
  prompt_tokens: tokenCount.optional(),
  completion_tokens: tokenCount.optional(),
  cached_tokens: tokenCount.optional(),
  reasoning_tokens: tokenCount.optional(),
  finish: z.string().optional(),
});
export type Directive = z.infer<typeof Directive>;

export type DirectiveResult =
  | { kind: "none" }
  | { kind: "script"; directive: Directive }
  | { kind: "bad"; message: string };

const IN_TEXT = /\[\[sandbox\s+(\{[\s\S]*?\})\s*\]\]/;

/** Takes a `[[sandbox {…}]]` directive out of a message; the rest is what the simulated model sees. */
export function extractDirective(text: string): { text: string; source: string | undefined } {
  const match = IN_TEXT.exec(text);
  if (match === null) {
    return { text, source: undefined };
  }
  return { text: (text.slice(0, match.index) + text.slice(match.index + match[0].length)).trim(), source: match[1] };
}

/** Reads a directive written as JSON, as percent-encoded JSON, as a query string or as plain words ("hold, status=503"). */
export function parseDirective(source: string | undefined, provider: string): DirectiveResult {
  if (source === undefined || source.trim() === "") {
    return { kind: "none" };
  }
  const raw = readNotation(source.trim());
  const parsed = Directive.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      kind: "bad",
      message: `Sandbox directive: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is malformed"}`,
    };
  }
  const only = parsed.data.only_provider;
  const applies = only === undefined || (Array.isArray(only) ? only.includes(provider) : only === provider);
  return applies ? { kind: "script", directive: parsed.data } : { kind: "none" };
}

function readNotation(source: string): unknown {
  const text = /^%7b/i.test(source) ? decodeURIComponent(source) : source;
  if (text.startsWith("{")) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
  const pairs = new URLSearchParams(text.replace(/\s*[,;]\s*/g, "&"));
  return Object.fromEntries([...pairs].map(([name, value]) => [name.trim(), readScalar(value.trim())]));
}

function readScalar(value: string): string | number | boolean {
  if (value === "" || value === "true") {
    return true;
  }
  if (value === "false") {
    return false;
  }
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
