import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { type AddressRange, isAddressAllowed, literalAddress } from "@tollgate/gateway/egress";

/** The operator has not opened this address for outbound calls. */
export class EgressRefused extends Error {
  override readonly name = "EgressRefused";
}

/** Judges an address that is about to be called. A literal one is never looked up, so it is judged here. @throws EgressRefused */
export function judgeUrl(url: URL, allowed: readonly AddressRange[]): void {
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new EgressRefused("only http and https are called");
  const literal = literalAddress(url.hostname);
  if (literal !== null && !isAddressAllowed(literal, allowed)) throw new EgressRefused("the address is not public");
}

/**
 * Resolves a host and refuses it when any of its addresses is not allowed. The connection is made to the addresses judged here, so a name
 * cannot change its meaning between check and use.
 */
export function guardedLookup(allowed: readonly AddressRange[]): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, [], 4);
        return;
      }
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAddressAllowed(address, allowed)))
        callback(new EgressRefused("the host resolves to an address that is not public"), [], 4);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
