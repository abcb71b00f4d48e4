import type { EndpointRecord, OwnKey, Snapshot, WorkspaceRecord } from "@tollgate/marketplace/snapshot/records";

type Fee = Snapshot["fee"];

const MADE = new WeakMap<OwnKey, WeakMap<EndpointRecord, EndpointRecord>>();

/** Endpoints of a model as one workspace reaches them. */
export interface Reach {
  /** With the workspace's own key at their provider. */
  readonly own: readonly EndpointRecord[];
  /** With the platform's credential. */
  readonly shared: readonly EndpointRecord[];
}

/**
 * Splits endpoints by whose key calls of a workspace take. A key that must not be fallen back from leaves its provider's endpoints that take keys
 * to itself. Only the credential is the customer's: address, model and price stay the provider's.
 */
export function reachOf(endpoints: readonly EndpointRecord[], { ownKeys }: WorkspaceRecord, fee: Fee | null): Reach {
  if (ownKeys === undefined || fee === null) return { own: [], shared: endpoints };
  const own: EndpointRecord[] = [];
  const shared: EndpointRecord[] = [];
  for (const endpoint of endpoints) {
    const key = endpoint.allowsOwnKeys ? ownKeys.get(endpoint.providerId) : undefined;
    if (key) own.push(withOwnKey(endpoint, key, fee));
    if (!key || key.fallsBack) shared.push(endpoint);
  }
  return { own, shared };
}

/** One record per endpoint and key, so that what is known of where it is sent is worked out once. */
function withOwnKey(endpoint: EndpointRecord, key: OwnKey, fee: Fee): EndpointRecord {
  const made = MADE.get(key) ?? new WeakMap<EndpointRecord, EndpointRecord>();
  MADE.set(key, made);
  const known = made.get(endpoint);
  if (known && known.fee === fee) return known;
  const record = { ...endpoint, credential: key.credential, fee, ownKeyId: key.id };
  made.set(endpoint, record);
  return record;
}

/** What an endpoint's health is kept under: an account of the customer's own fails by itself. */
export function healthName({ id, ownKeyId }: Pick<EndpointRecord, "id" | "ownKeyId">): string {
  return ownKeyId === undefined ? id : `${id}${OWN_MARK}${ownKeyId}`;
}

const OWN_MARK = "#";

/** Health of a customer's own account is told to nobody else. */
export function isOwnHealth(name: string): boolean {
  return name.includes(OWN_MARK);
}
