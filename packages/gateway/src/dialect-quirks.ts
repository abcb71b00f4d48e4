/** How one endpoint's flavour of the OpenAI chat dialect differs from the plain one. */
export interface DialectQuirks {
  /** Field that limits the output when the caller sent none. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /**
   * What to do when the client leaves: `drain` reads on for a bounded time, because the upstream bills the whole answer anyway;
   * `cancel` closes the connection, because that stops generation and billing.
   */
  readonly onDisconnect: "drain" | "cancel";
  /** False for servers that refuse `stream_options`. */
  readonly streamOptions: boolean;
}

const PLAIN: DialectQuirks = { maxTokensField: "max_tokens", onDisconnect: "drain", streamOptions: true };

const QUIRKS: Readonly<Record<string, Partial<DialectQuirks>>> = {
  cancel: { onDisconnect: "cancel" },
  "max-completion-tokens": { maxTokensField: "max_completion_tokens" },
  "no-stream-options": { streamOptions: false },
};

export const CHAT_DIALECT = "openai-chat";

/**
 * Reads an endpoint's dialect: a name and its quirks, such as `openai-chat+cancel`.
 * @returns `null` when this gateway does not speak it, so that nothing is routed there.
 */
export function readDialect(dialect: string): DialectQuirks | null {
  const known = CACHE.get(dialect);
  if (known !== undefined) return known;
  const [name, ...flags] = dialect.split("+");
  const unknown = name !== CHAT_DIALECT || flags.some((flag) => QUIRKS[flag] === undefined);
  const quirks = unknown ? null : Object.assign({}, PLAIN, ...flags.map((flag) => QUIRKS[flag]));
  if (CACHE.size < 1000) CACHE.set(dialect, quirks);
  return quirks;
}

const CACHE = new Map<string, DialectQuirks | null>();
