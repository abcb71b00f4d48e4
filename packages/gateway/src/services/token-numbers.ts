/** Tokens of an input that was sent as their numbers: whoever does has counted already. */
export function tokenNumbers(input: unknown): number {
  if (!Array.isArray(input)) return 0;
  return input.reduce((sum: number, one: unknown) => sum + (typeof one === "number" ? 1 : tokenNumbers(one)), 0);
}
