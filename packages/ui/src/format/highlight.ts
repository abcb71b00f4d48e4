export type TokenKind = "plain" | "comment" | "string" | "keyword" | "number";
export type Token = { kind: TokenKind; text: string };

const KEYWORDS =
  "import|from|const|let|await|async|new|return|for|of|in|if|else|export|function|def|with|as|print|curl|True|False|None|null|true|false";

const PATTERN = new RegExp(
  [
    String.raw`(?<comment>(?:^|(?<=\s))(?:#|//)[^\n]*)`,
    String.raw`(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])*'|\x60(?:\\.|[^\x60\\])*\x60)`,
    String.raw`(?<keyword>(?<![\w.-])(?:${KEYWORDS})(?![\w-]))`,
    String.raw`(?<number>(?<![\w-])\d[\d_.]*\b)`,
  ].join("|"),
  "gm",
);

/** Enough colour for short samples in TypeScript, Python, shell and JSON; the pieces always join to the input. */
export function highlight(code: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(PATTERN)) {
    if (match.index > end) tokens.push({ kind: "plain", text: code.slice(end, match.index) });
    const groups = match.groups ?? {};
    const kind = groups.comment ? "comment" : groups.string ? "string" : groups.keyword ? "keyword" : "number";
    tokens.push({ kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: "plain", text: code.slice(end) });
  return tokens;
}
