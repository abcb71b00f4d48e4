import type { IncomingMessage } from "node:http";

/**
 * Address a request came from. Each proxy in front adds the address it saw at the end of `X-Forwarded-For`; a caller can make up all that
 * stands before.
 * @param trustedHops how many of our own proxies are in front; with none the header counts for nothing.
 * @returns an empty text when fewer proxies than that were passed: such a request went around them.
 */
export function callerAddress(
  { socket, headers }: Pick<IncomingMessage, "headers"> & { readonly socket: { readonly remoteAddress?: string } },
  trustedHops: number,
): string {
  if (trustedHops === 0) return socket.remoteAddress ?? "";
  const forwarded = headers["x-forwarded-for"];
  const addresses = (Array.isArray(forwarded) ? forwarded.join() : (forwarded ?? "")).split(",");
  return addresses.at(-trustedHops)?.trim() ?? "";
}
