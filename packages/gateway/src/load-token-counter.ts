import type { TokenCounter } from "./estimate-units.ts";

let counter: Promise<TokenCounter> | undefined;

/** Loads the tokenizer (o200k, 2 MB of ranks) the first time an estimate is needed, and never otherwise. */
export function loadTokenCounter(): Promise<TokenCounter> {
  counter ??= import("gpt-tokenizer/encoding/o200k_base").then(
    ({ countTokens }) =>
      (text) =>
        countTokens(text, { allowedSpecial: new Set(), disallowedSpecial: new Set() }),
  );
  return counter;
}
