import { openAiModel } from "./openai-model.ts";
import { type ConversationDialect, REPLY_FORMATS } from "./reply-formats.ts";

/** An endpoint's dialect and how its flavour of it differs from the plain one. */
export interface DialectQuirks {
  readonly name: ConversationDialect;
  /** Field that limits the output when the caller sent none. */
  readonly maxTokensField: "max_tokens" | "max_completion_tokens";
  /**
   * What to do when the client leaves: `drain` reads on for a bounded time, because the upstream bills the whole answer anyway;
   * `cancel` closes the connection, because that stops generation and billing.
   */
  readonly onDisconnect: "drain" | "cancel";
  /** False for servers that refuse `stream_options`. */
  readonly streamOptions: boolean;
  /** False for servers that fetch nothing: pictures named by their address are fetched here and sent as bytes. */
  readonly mediaAddresses: boolean;
  /**
   * How a call proves itself where it is not the dialect's usual way: Azure's header, Google Cloud's bearer token, a signature with AWS keys,
   * or a token that is had for a service account.
   */
  readonly credential: "usual" | "api-key" | "bearer" | "aws-keys" | "service-account";
}

/** The field that limits a model's output: those of OpenAI's that think know one of them only, whatever else their endpoint takes. */
export function maxTokensField(
  quirks: Pick<DialectQuirks, "maxTokensField">,
  model: string,
): DialectQuirks["maxTokensField"] {
  return openAiModel(model)?.thinks ? "max_completion_tokens" : quirks.maxTokensField;
}

const PLAIN: Omit<DialectQuirks, "name"> = {
  maxTokensField: "max_tokens",
  onDisconnect: "drain",
  streamOptions: true,
  mediaAddresses: true,
  credential: "usual",
};

const QUIRKS: Readonly<Record<string, Partial<DialectQuirks>>> = {
  cancel: { onDisconnect: "cancel" },
  "max-completion-tokens": { maxTokensField: "max_completion_tokens" },
  "no-stream-options": { streamOptions: false },
  "inline-media": { mediaAddresses: false },
  azure: { credential: "api-key", maxTokensField: "max_completion_tokens" },
  vertex: { credential: "bearer" },
  "service-account": { credential: "service-account" },
  sigv4: { credential: "aws-keys" },
};

/**
 * Reads an endpoint's dialect: a name and its quirks, such as `openai-chat+cancel`.
 * @returns `null` when this gateway does not speak it, so that nothing is routed there.
 */
export function readDialect(dialect: string): DialectQuirks | null {
  const known = CACHE.get(dialect);
  if (known !== undefined) return known;
  const [name = "", ...flags] = dialect.split("+");
  const unknown = !isDialect(name) || flags.some((flag) => QUIRKS[flag] === undefined);
  const quirks = unknown ? null : Object.assign({ name }, PLAIN, ...flags.map((flag) => QUIRKS[flag]));
  if (CACHE.size < 1000) CACHE.set(dialect, quirks);
  return quirks;
}

function isDialect(name: string): name is ConversationDialect {
  return Object.hasOwn(REPLY_FORMATS, name);
}

const CACHE = new Map<string, DialectQuirks | null>();
