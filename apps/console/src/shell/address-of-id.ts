type Place = { pattern: RegExp; label: string; path: (id: string) => string };

const CALL = /^gen-[0-9a-f]{32}$/;

/** Where an id leads, by its beginning; ids are shown on screens, in receipts and in answers of the API. */
const PLACES: readonly Place[] = [
  { pattern: CALL, label: "Receipt of this call", path: (id) => `/calls/${id}` },
  { pattern: /^app_[0-9a-z]{20}$/, label: "This app", path: (id) => `/apps/${id}` },
  { pattern: /^end_[0-9a-z]{20}$/, label: "This endpoint", path: (id) => `/endpoints/${id}` },
];

/** What those with a duty look up by id, ours or the processor's. */
const STAFF: Readonly<Record<"finance" | "operator", readonly Place[]>> = {
  finance: [
    { pattern: /^(pay_[0-9a-z]{20}|(pi|cs)_\w{8,})$/, label: "This payment", path: (id) => `/finance/payments/${id}` },
    { pattern: /^(du|dp)_\w{8,}$/, label: "This dispute", path: (id) => `/finance/disputes/${id}` },
    { pattern: /^ref_[0-9a-z]{20}$/, label: "This refund", path: (id) => `/finance/refunds?search=${id}` },
  ],
  operator: [{ pattern: /^evt_\w{8,}$/, label: "This event of the processor", path: (id) => `/operator/events/${id}` }],
};

/** Where those who work for the marketplace find a call of any workspace, a payment or an event; `null` for others and for other ids. */
export function staffAddressOfId(
  text: string,
  duties: readonly ("finance" | "operator")[],
): { href: string; label: string } | null {
  const id = text.trim();
  const [desk] = duties;
  for (const duty of duties) {
    const place = STAFF[duty].find(({ pattern }) => pattern.test(id));
    if (place) return { href: place.path(id), label: place.label };
  }
  return desk && CALL.test(id) ? { href: `/${desk}/calls/${id}`, label: "This call, to refund it" } : null;
}

/** @returns `null` for what is no id, or without a workspace to look in. */
export function addressOfId(text: string, workspaceSlug: string | undefined): { href: string; label: string } | null {
  const id = text.trim();
  const place = PLACES.find(({ pattern }) => pattern.test(id));
  return place && workspaceSlug ? { href: `/w/${workspaceSlug}${place.path(id)}`, label: place.label } : null;
}

/** Looks like an id, an e-mail address or the beginning of a key, rather than like words. */
const NAMES_SOMETHING = /^(?:\S+@\S+|[a-z]{2,4}[_-]\S{4,}|[0-9a-f]{8}-[0-9a-f-]{27})$/i;

/** Where operators look up what an id names, whatever it is an id of; `null` for others and for plain words. */
export function searchAddress(
  text: string,
  duties: readonly ("finance" | "operator")[],
): { href: string; label: string } | null {
  const id = text.trim();
  if (!duties.includes("operator") || !NAMES_SOMETHING.test(id)) return null;
  return { href: `/operator/search?${new URLSearchParams({ q: id })}`, label: "Look it up in everything" };
}
