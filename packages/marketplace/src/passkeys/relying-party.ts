/** EdDSA, ES256 and RS256, by their COSE numbers: every device has one of them. */
export const ALGORITHMS = [-8, -7, -257];

export interface RelyingParty {
  /** The name passkeys are made for. */
  readonly id: string;
  /** Where pages may ask for them. */
  readonly origin: string;
}

/**
 * Whom passkeys are for. They need a name, never an address (WebAuthn, 5.1.2): a console at 127.0.0.1 has them as `localhost`.
 */
export function relyingPartyOf(consoleUrl: string): RelyingParty {
  const url = new URL(consoleUrl);
  if (url.hostname === "127.0.0.1" || url.hostname === "[::1]") url.hostname = "localhost";
  return { id: url.hostname, origin: url.origin };
}
