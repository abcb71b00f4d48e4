/**
 * Address a request came from. Each proxy adds the address it saw at the end, so the last one is the only one a visitor cannot make up.
 */
export function callerAddress(forwardedFor: string | undefined): string | null {
  return forwardedFor?.split(",").at(-1)?.trim() || null;
}
