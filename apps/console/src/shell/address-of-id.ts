/** Where an id leads, by its beginning; ids are shown on screens, in receipts and in answers of the API. */
const PLACES: readonly { pattern: RegExp; label: string; path: (id: string) => string }[] = [
  { pattern: /^gen-[0-9a-f]{32}$/, label: "Receipt of this call", path: (id) => `/calls/${id}` },
  { pattern: /^app_[0-9a-z]{20}$/, label: "This app", path: (id) => `/apps/${id}` },
  { pattern: /^end_[0-9a-z]{20}$/, label: "This endpoint", path: (id) => `/endpoints/${id}` },
];

/** @returns `null` for what is no id, or without a workspace to look in. */
export function addressOfId(text: string, workspaceSlug: string | undefined): { href: string; label: string } | null {
  const id = text.trim();
  const place = PLACES.find(({ pattern }) => pattern.test(id));
  return place && workspaceSlug ? { href: `/w/${workspaceSlug}${place.path(id)}`, label: place.label } : null;
}
