/** One step of mulberry32: spreads a seed over [0, 1). */
export function unitInterval(seed: number): number {
  let t = (seed + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

/** A seed from a text (FNV-1a), so that one session draws the same endpoint while conditions stay. */
export function seedFrom(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/**
 * Draws one of several by weight. Each gets a number from the seed and its own name, and the least of −ln(number) ÷ weight wins (weighted
 * rendezvous hashing): the shares are the weights, and a seed whose winner stays keeps it when others come, go or change their weight.
 * Source: Schindelhauer and Schomaker, Weighted Distributed Hash Tables, 2005.
 * @param items not empty; an item of weight 0 wins only when all have weight 0, and then the first does.
 */
export function drawByWeight<T>(
  items: readonly T[],
  seed: number,
  { nameOf, weightOf }: { readonly nameOf: (item: T) => string; readonly weightOf: (item: T) => number },
): T {
  const [first] = items;
  if (first === undefined) throw new RangeError("nothing to draw from");
  let winner: T = first;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const weight = weightOf(item);
    if (weight <= 0) continue;
    const distance = -Math.log(unitInterval(seedFrom(nameOf(item), seed)) + 2 ** -33) / weight;
    if (distance < least) {
      least = distance;
      winner = item;
    }
  }
  return winner;
}

/**
 * Draws one of several by weight, by where a number falls on their weights laid end to end.
 * @param items not empty. @param at from 0 up to 1.
 */
export function drawAt<T>(items: readonly T[], at: number, weightOf: (item: T) => number): T {
  const [first] = items;
  if (first === undefined) throw new RangeError("nothing to draw from");
  let rest = at * items.reduce((sum, item) => sum + weightOf(item), 0);
  for (const item of items) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  return first;
}
