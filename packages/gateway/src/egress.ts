import ipaddr from "ipaddr.js";

export type AddressRange = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Reads a comma-separated list of CIDR ranges or single addresses, such as `127.0.0.1/32, 10.0.0.0/8`. */
export function parseRanges(list: string): AddressRange[] {
  return list
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      if (!part.includes("/")) {
        const address = ipaddr.process(part);
        return [address, address.kind() === "ipv4" ? 32 : 128];
      }
      return ipaddr.parseCIDR(part);
    });
}

/**
 * Whether our servers may connect to an address that a provider or customer named. Only public unicast addresses are; private,
 * loopback, link-local (cloud metadata), carrier-grade, multicast and reserved ranges need the operator's allow-list. Addresses that
 * wrap an IPv4 address (mapped, 6to4, NAT64) are judged as not public, because they reach the wrapped one.
 */
export function isAddressAllowed(address: string, allowed: readonly AddressRange[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() === "unicast") return true;
  return isAddressIn(address, allowed);
}

/** Whether an address is in one of the ranges; text that is no address is in none. An IPv4 address wrapped in IPv6 counts as itself. */
export function isAddressIn(address: string, ranges: readonly AddressRange[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ipaddr.subnetMatch(parsed, { listed: ranges.map(([range, bits]) => [range, bits]) }, "other") === "listed";
}

/** Whether a host in a URL is an address rather than a name; brackets of IPv6 are taken off. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : null;
}
