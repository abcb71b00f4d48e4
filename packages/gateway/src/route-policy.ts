import type { DataPolicy } from "./route-preferences.ts";

/** What a workspace lets happen to all its requests, whatever each of them says. Names are lower-case provider slugs. */
export interface RoutePolicy {
  /** The least private policy that is accepted. */
  readonly dataPolicy: DataPolicy;
  /** No other provider is asked; `null` for any. */
  readonly only: ReadonlySet<string> | null;
  /** These are never asked. */
  readonly except: ReadonlySet<string>;
}

const PRIVACY: Readonly<Record<DataPolicy, number>> = { may_train: 0, no_training: 1, zero_retention: 2 };

/** Whether what an endpoint says it does with requests is at least as private as what is asked for. */
export function isAsPrivate(offered: DataPolicy, asked: DataPolicy): boolean {
  return PRIVACY[offered] >= PRIVACY[asked];
}

/** Whether a workspace's policy lets an endpoint be asked. */
export function isAllowedBy(
  policy: RoutePolicy,
  endpoint: { readonly providerSlug: string; readonly dataPolicy: DataPolicy },
): boolean {
  if (!isAsPrivate(endpoint.dataPolicy, policy.dataPolicy)) return false;
  if (policy.only !== null && !policy.only.has(endpoint.providerSlug)) return false;
  return !policy.except.has(endpoint.providerSlug);
}
