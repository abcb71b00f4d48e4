/** The part of an address people recognise; the whole text when it is no address. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address;
}
