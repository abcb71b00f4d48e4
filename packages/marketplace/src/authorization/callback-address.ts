import { isSafeAddress, LOOPBACK } from "../apps/app-input.ts";

/** Where a person is sent back to: https, or http on their own machine; without a password or a fragment. */
export function isCallbackAddress(text: string): boolean {
  return isSafeAddress(text) && !text.includes("#");
}

/** Whether a callback runs on the person's own machine, as that of a command-line program does. */
export function isOnThisMachine(callbackUrl: string): boolean {
  return LOOPBACK.has(new URL(callbackUrl).hostname);
}

/**
 * Whether a registered app may have people sent there. Addresses are compared as they are, except that a program on the person's own machine
 * takes whatever port is free (RFC 8252, section 7.3).
 */
export function isRegistered(callbackUrl: string, registered: readonly string[]): boolean {
  const asked = new URL(callbackUrl);
  return registered.some((text) => {
    const known = URL.parse(text);
    if (!known) return false;
    if (LOOPBACK.has(known.hostname) && known.protocol === "http:") known.port = asked.port;
    return known.href === asked.href;
  });
}

/** The callback with what is added to its query; what it carries of its own stays. */
export function callbackWith(callbackUrl: string, added: Readonly<Record<string, string | null | undefined>>): string {
  const url = new URL(callbackUrl);
  for (const [name, value] of Object.entries(added)) if (value != null) url.searchParams.set(name, value);
  return url.href;
}
