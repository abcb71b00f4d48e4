/** A vector of length 1 that only depends on the text: FNV-1a seeds a xorshift. */
export function simulatedVector(text: string, dimensions: number): number[] {
  let state = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) state = Math.imul(state ^ text.charCodeAt(place), 0x01000193);
  const values = Array.from({ length: dimensions }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state | 0) / 0x80000000;
  });
  const length = Math.hypot(...values) || 1;
  return values.map((value) => Number((value / length).toFixed(7)));
}
