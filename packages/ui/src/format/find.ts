/** Something a person may look for by its words. */
export type Findable = {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
  /** Words it is also known by. */
  readonly keywords?: string;
};

const MOST_SHOWN = 60;

/** What holds every word, in its given order within groups; things whose name begins with the words come first in their group. */
export function find<Item extends Findable>(items: readonly Item[], words: string): Item[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const begin = wanted.join(" ");
  const groups = new Map<string | undefined, { first: Item[]; rest: Item[] }>();
  for (const item of items) {
    const text = `${item.label} ${item.keywords ?? ""}`.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    const group = groups.get(item.group) ?? { first: [], rest: [] };
    groups.set(item.group, group);
    (begin !== "" && item.label.toLowerCase().startsWith(begin) ? group.first : group.rest).push(item);
  }
  return [...groups.values()].flatMap(({ first, rest }) => [...first, ...rest]).slice(0, MOST_SHOWN);
}
