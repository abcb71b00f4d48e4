import { IDENTITY_PROVIDERS, type OutsideAccount } from "@tollgate/marketplace/identities/outside-account";

export type { OutsideAccount } from "@tollgate/marketplace/identities/outside-account";

/** The account at a service, by the service's name. @throws {Error} for a service that signs nobody in here. */
export function outsideAccountOf(service: string, told: Omit<OutsideAccount, "provider">): OutsideAccount {
  const provider = IDENTITY_PROVIDERS.find((known) => known === service);
  if (!provider) throw new Error(`${service} signs nobody in here`);
  return { ...told, provider };
}
