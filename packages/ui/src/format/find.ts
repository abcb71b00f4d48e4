/** Something a person may look for by its words. */
export type Findable = {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
  /** Words it is also known by. */
  readonly keywords?: string;
};

const MOST_SHOWN = 60;

/** Of a name: it is the words, begins with them, or is found otherwise. */
const RANKS = 3;

/**
 * What holds every word. Groups stay together, the one with the best match first: a name that is the words comes before one that begins with
 * them, and that before any other; what is equally good keeps its given order.
 */
export function find<Item extends Findable>(items: readonly Item[], words: string): Item[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const whole = wanted.join(" ");
  const groups = new Map<string | undefined, Item[][]>();
  for (const item of items) {
    const text = `${item.label} ${item.keywords ?? ""}`.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    const ranks = groups.get(item.group) ?? Array.from({ length: RANKS }, () => []);
    groups.set(item.group, ranks);
    ranks[rankOf(item.label.toLowerCase(), whole)]?.push(item);
  }
  const best = (ranks: Item[][]) => ranks.findIndex((rank) => rank.length > 0);
  return [...groups.values()]
    .sort((a, b) => best(a) - best(b))
    .flat(2)
    .slice(0, MOST_SHOWN);
}

function rankOf(name: string, words: string): number {
  if (name === words) return 0;
  return words !== "" && name.startsWith(words) ? 1 : RANKS - 1;
}
