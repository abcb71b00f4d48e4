import { decode, encode } from "gpt-tokenizer/encoding/o200k_base";

/** Text that looks like a control token ("<|endoftext|>") is ordinary text in a chat message. */
const AS_PLAIN_TEXT = { disallowedSpecial: new Set<string>() };

/** Token numbers of a text in the o200k vocabulary. */
export function tokenize(text: string): number[] {
  return text === "" ? [] : encode(text, AS_PLAIN_TEXT);
}

export function countTokens(text: string): number {
  return tokenize(text).length;
}

/** A run of text and the number of tokens it stands for: more than one when a character spans tokens. */
export type Piece = { text: string; tokens: number };

/** Splits a text at its token boundaries without ever cutting a character in half. */
export function toPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let pending: number[] = [];
  for (const token of tokenize(text)) {
    pending.push(token);
    const piece = decode(pending);
    if (!piece.includes("\uFFFD")) {
      pieces.push({ text: piece, tokens: pending.length });
      pending = [];
    }
  }
  return pieces;
}

/** The first pieces that fit into a number of tokens. */
export function takeTokens(pieces: readonly Piece[], limit: number): { pieces: Piece[]; cut: boolean } {
  let used = 0;
  const taken: Piece[] = [];
  for (const piece of pieces) {
    if (used + piece.tokens > limit) {
      return { pieces: taken, cut: true };
    }
    used += piece.tokens;
    taken.push(piece);
  }
  return { pieces: taken, cut: false };
}

export function sumTokens(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.tokens, 0);
}

export function joinPieces(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join("");
}

/** Each of these is one token both at the start of a text and after a space. */
const ONE_TOKEN_WORDS = ["the", "river", "market", "light", "road", "water", "city", "value", "open", "time"] as const;

/** A text of exactly this many tokens, for tests that bill to the token. */
export function exactPieces(tokens: number): Piece[] {
  return Array.from({ length: tokens }, (_, index) => {
    const word = ONE_TOKEN_WORDS[index % ONE_TOKEN_WORDS.length] ?? "the";
    return { text: index === 0 ? word : ` ${word}`, tokens: 1 };
  });
}
