import MiniSearch, { type SearchOptions } from "minisearch";
import type { DocsPassage } from "./docs-passages.ts";

/** Text around the first word that was found. */
export interface Excerpt {
  readonly before: string;
  readonly found: string;
  readonly after: string;
}

export interface DocsMatch extends DocsPassage {
  readonly excerpt: Excerpt;
}

export type SearchDocs = (words: string) => readonly DocsMatch[];

const MOST_MATCHES = 24;
const EXCERPT_BEFORE = 32;
const EXCERPT_AFTER = 120;
/** A row with less text than this is one of marks, not of sentences, and comes later. */
const MARKS_ONLY_LETTERS = 30;
/** From this many letters on one may be wrong. */
const FORGIVING_LETTERS = 5;
/** Words of questions, which say nothing of what is asked for. */
const ASIDE = new Set("a an and are can do does for how i in is it my of on the to what when where who why".split(" "));

/** First every word, begun or whole; then with a letter wrong; then what holds any of them. */
const READINGS: readonly SearchOptions[] = [
  { combineWith: "AND", prefix: true },
  { combineWith: "AND", prefix: true, fuzzy: (term) => (term.length >= FORGIVING_LETTERS ? 1 : false) },
  { combineWith: "OR", prefix: true },
];

/** A search of the documentation, in which headings count for more than text. */
export function searchOfDocs(passages: readonly DocsPassage[]): SearchDocs {
  const index = new MiniSearch<DocsPassage & { id: number }>({
    fields: ["heading", "page", "text"],
    processTerm,
    searchOptions: {
      boost: { heading: 4, page: 2 },
      boostDocument: (id) => ((passages[id]?.text.length ?? 0) < MARKS_ONLY_LETTERS ? 0.4 : 1),
    },
  });
  index.addAll(passages.map((passage, id) => ({ ...passage, id })));
  return (words) => {
    const reading = READINGS.find((one) => index.search(words, one).length > 0) ?? READINGS[0];
    return index
      .search(words, reading)
      .slice(0, MOST_MATCHES)
      .flatMap(({ id, terms }) => {
        const passage = passages[id];
        return passage ? [{ ...passage, excerpt: excerptOf(passage.text, terms) }] : [];
      });
  };
}

/** Small letters, and one word for one thing and for several. */
function processTerm(term: string): string | null {
  const word = term.toLowerCase();
  if (ASIDE.has(word)) return null;
  return word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word;
}

/** One line of text with the first of the words in it; its beginning where only a heading holds them. */
export function excerptOf(text: string, words: readonly string[]): Excerpt {
  const lower = text.toLowerCase();
  const places = words.map((word) => ({ at: lower.search(new RegExp(`(?<![a-z0-9])${escaped(word)}`)), word }));
  const first = places.filter(({ at }) => at >= 0).toSorted((one, other) => one.at - other.at)[0];
  if (!first) return { before: text.slice(0, EXCERPT_BEFORE + EXCERPT_AFTER), found: "", after: "" };
  const end = first.at + first.word.length;
  const from = first.at > EXCERPT_BEFORE ? text.indexOf(" ", first.at - EXCERPT_BEFORE) + 1 : 0;
  const begin = Math.min(from, first.at);
  return {
    before: (begin > 0 ? "…" : "") + text.slice(begin, first.at),
    found: text.slice(first.at, end),
    after: text.slice(end, end + EXCERPT_AFTER),
  };
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
