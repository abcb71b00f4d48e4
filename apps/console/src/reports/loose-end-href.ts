type Place = (id: string) => string;

const find: Place = (id) => `/finance/ledger/find?id=${encodeURIComponent(id)}`;

/** Pages of one thing, by the kind of loose end. Calls that have not ended have none. */
const PAGES: Readonly<Record<string, Place>> = {
  journals: (id) => `/finance/ledger/${id}`,
  payments: (id) => `/finance/payments/${id}`,
  "unbooked-payments": (id) => `/finance/payments/${id}`,
  refunds: (id) => `/finance/refunds?search=${encodeURIComponent(id)}`,
  payouts: find,
  corrections: (id) => `/finance/adjustments/${id}`,
  disputes: (id) => `/finance/disputes/${id}`,
};
const PAGES_OF_OPERATORS: Readonly<Record<string, Place>> = {
  quarantine: () => "/operator/quarantine",
  events: () => "/operator/events?state=failed",
};

/** Where one loose end is looked at; `null` where there is nothing more to see. */
export function looseEndHref(end: string, id: string, isOperator: boolean): string | null {
  const place = PAGES[end] ?? (isOperator ? PAGES_OF_OPERATORS[end] : undefined);
  return place?.(id) ?? null;
}
