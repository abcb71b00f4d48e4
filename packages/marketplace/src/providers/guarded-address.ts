import { lookup } from "node:dns/promises";
import { type AddressRange, isAddressAllowed, literalAddress, parseRanges } from "@tollgate/gateway/egress";

/** An address that may be connected to. The connection goes to exactly this one, so that DNS cannot change it in between. */
export interface PinnedAddress {
  readonly kind: "pinned";
  readonly address: string;
  readonly family: 4 | 6;
}

export type GuardedAddress =
  | PinnedAddress
  /** Must not be connected to; `message` says why. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "unresolved"; readonly message: string };

export type Resolver = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const resolveWithSystem: Resolver = (hostname) => lookup(hostname, { all: true, verbatim: true });

/**
 * Reads a provider's base address: http or https, no sign-in data, query or fragment; trailing slashes are dropped.
 * @returns `null` when it is not such an address.
 */
export function parseBaseUrl(text: string): URL | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  if (url.username || url.password || url.search || url.hash) return null;
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}

/**
 * Resolves and judges where a provider's address leads. Private, loopback, link-local and metadata addresses are refused unless the operator
 * listed them; plain http is for listed addresses only, since credentials would travel in the open.
 * @param allow the operator's CIDR ranges.
 */
export async function guardAddress(
  url: URL,
  allow: readonly string[],
  resolve: Resolver = resolveWithSystem,
): Promise<GuardedAddress> {
  const ranges = parseRanges(allow.join(","));
  const literal = literalAddress(url.hostname);
  const candidates = literal === null ? await resolveOrEmpty(resolve, url.hostname) : [literal];
  if (candidates.length === 0)
    return { kind: "unresolved", message: `The host name ${url.hostname} could not be found.` };
  const listed = candidates.filter((address) => isListed(address, ranges));
  const usable = url.protocol === "https:" ? candidates.filter((one) => isAddressAllowed(one, ranges)) : listed;
  const [address] = usable;
  if (address === undefined)
    return refusal(
      url,
      candidates.some((one) => isAddressAllowed(one, [])),
    );
  return { kind: "pinned", address, family: address.includes(":") ? 6 : 4 };
}

async function resolveOrEmpty(resolve: Resolver, hostname: string): Promise<string[]> {
  try {
    return (await resolve(hostname)).map((one) => one.address);
  } catch {
    return [];
  }
}

function isListed(address: string, ranges: readonly AddressRange[]): boolean {
  return isAddressAllowed(address, ranges) && !isAddressAllowed(address, []);
}

function refusal(url: URL, isPublic: boolean): GuardedAddress {
  if (url.protocol === "http:" && isPublic)
    return { kind: "refused", message: "Use https: over plain http your key could be read on the way." };
  return {
    kind: "refused",
    message: `${url.hostname} leads to a private or reserved address, which is not reachable from here. Use a public address.`,
  };
}
