import type { Turn } from "./turns.ts";

/** English has about as many letters to a token. */
const LETTERS_PER_TOKEN = 4;
const TOKENS_PER_PRICE = 1_000_000n;

interface Prices {
  /** Nano-USD per million tokens. */
  readonly inputNano: bigint | null;
  readonly outputNano: bigint | null;
}

/**
 * What an answer that is still arriving has cost about, in nano-USD: counted from its letters at the model's lowest price, before fees.
 * @returns `null` when nothing is arriving or the model has no price by token.
 */
export function costSoFar(turns: readonly Turn[], { inputNano, outputNano }: Prices): bigint | null {
  const reply = turns.at(-1);
  if (reply?.role !== "assistant" || reply.state !== "streaming" || inputNano === null || outputNano === null)
    return null;
  const asked = turns.slice(0, -1).reduce((sum, { text }) => sum + text.length, 0);
  const tools = reply.toolCalls.reduce((sum, call) => sum + call.name.length + call.arguments.length, 0);
  const said = reply.text.length + reply.reasoning.length + tools;
  return (tokens(asked) * inputNano + tokens(said) * outputNano) / TOKENS_PER_PRICE;
}

function tokens(letters: number): bigint {
  return BigInt(Math.ceil(letters / LETTERS_PER_TOKEN));
}
