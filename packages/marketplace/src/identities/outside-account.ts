/** Services whose accounts sign in here. */
export const IDENTITY_PROVIDERS = ["github", "google"] as const;
export type IdentityProvider = (typeof IDENTITY_PROVIDERS)[number];

export const PROVIDER_NAMES: Readonly<Record<IdentityProvider, string>> = { github: "GitHub", google: "Google" };

/** An account at another service, as that service told of it just now. */
export interface OutsideAccount {
  readonly provider: IdentityProvider;
  /** The service's own id of the account, which never changes. */
  readonly subject: string;
  /** The account's main address; `null` when the service told of none. */
  readonly email: string | null;
  /** Whether the service has had the person prove that they read its mail. */
  readonly emailVerified: boolean;
  readonly name: string;
  /** A login or an address, to recognise it by. */
  readonly label: string;
}
