/** A part of a reply. Text within parts may have spans of its own. */
export type Block =
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "paragraph"; readonly text: string };

export type Span =
  | { readonly kind: "text" | "code" | "strong" | "emphasis"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

const FENCE = /^\s*```\s*([\w+-]*)/;
const HEADING = /^#{1,6}\s+(.*)$/;
const ITEM = /^\s*(?:([-*+])|\d+[.)])\s+(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const RULE_OF_TABLE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;

/** Splits what a model wrote into parts. A part that is still arriving counts as far as it is there, so that nothing jumps when it ends. */
export function readMarkdown(text: string): Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") at += 1;
    else
      at =
        readCode(lines, at, blocks) ??
        readTable(lines, at, blocks) ??
        readList(lines, at, blocks) ??
        readText(lines, at, blocks);
  }
  return blocks;
}

/** Each reads from a line on and returns the line after its part, or `null` when the part is another. */
type Reading = (lines: readonly string[], at: number, blocks: Block[]) => number | null;

const readCode: Reading = (lines, at, blocks) => {
  const fence = FENCE.exec(lines[at] ?? "");
  if (!fence) return null;
  const from = at + 1;
  const closing = lines.findIndex((line, index) => index >= from && FENCE.test(line));
  const end = closing === -1 ? lines.length : closing;
  blocks.push({ kind: "code", language: fence[1] ?? "", text: lines.slice(from, end).join("\n") });
  return end + 1;
};

const readTable: Reading = (lines, at, blocks) => {
  if (!ROW.test(lines[at] ?? "") || !RULE_OF_TABLE.test(lines[at + 1] ?? "")) return null;
  let end = at + 2;
  while (end < lines.length && ROW.test(lines[end] ?? "")) end += 1;
  const head = cellsOf(lines[at] ?? "");
  blocks.push({ kind: "table", head, rows: lines.slice(at + 2, end).map(cellsOf) });
  return end;
};

function cellsOf(line: string): string[] {
  return (ROW.exec(line)?.[1] ?? "").split("|").map((cell) => cell.trim());
}

const readList: Reading = (lines, at, blocks) => {
  const first = ITEM.exec(lines[at] ?? "");
  if (!first) return null;
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const item = ITEM.exec(lines[end] ?? "");
    if (!item || (item[1] === undefined) !== (first[1] === undefined)) break;
    items.push(item[2] ?? "");
  }
  blocks.push({ kind: "list", ordered: first[1] === undefined, items });
  return end;
};

function readText(lines: readonly string[], at: number, blocks: Block[]): number {
  const heading = HEADING.exec(lines[at] ?? "");
  if (heading) {
    blocks.push({ kind: "heading", text: heading[1] ?? "" });
    return at + 1;
  }
  let end = at + 1;
  while (end < lines.length && isText(lines, end)) end += 1;
  blocks.push({ kind: "paragraph", text: lines.slice(at, end).join("\n") });
  return end;
}

function isText(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  const opensTable = ROW.test(line) && RULE_OF_TABLE.test(lines[at + 1] ?? "");
  return line.trim() !== "" && !FENCE.test(line) && !HEADING.test(line) && !ITEM.test(line) && !opensTable;
}

const SPANS = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|\*([^*\s][^*\n]*)\*|\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)/g;

/** What is set apart within a line. Only addresses of the web become links: a reply is somebody else's text. */
export function readSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(SPANS)) {
    const [whole, code, strong, emphasis, label, href] = match;
    if (match.index > from) spans.push({ kind: "text", text: text.slice(from, match.index) });
    if (code !== undefined) spans.push({ kind: "code", text: code });
    else if (strong !== undefined) spans.push({ kind: "strong", text: strong });
    else if (emphasis !== undefined) spans.push({ kind: "emphasis", text: emphasis });
    else if (label !== undefined && href !== undefined) spans.push({ kind: "link", text: label, href });
    from = match.index + whole.length;
  }
  if (from < text.length) spans.push({ kind: "text", text: text.slice(from) });
  return spans;
}
