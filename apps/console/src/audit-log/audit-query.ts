import { deedOf } from "./deed-words.ts";

const NAMES = ["who", "action", "about", "from", "to"] as const;

export type AuditQuery = Readonly<Record<(typeof NAMES)[number], string | null>>;
export type AuditParams = { readonly [name in (typeof NAMES)[number]]?: string } & { readonly cursor?: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What an address asks for; what it cannot mean does not narrow. */
export function readAuditQuery(params: AuditParams): AuditQuery {
  const text = (name: "who" | "action" | "about") => params[name]?.trim().slice(0, 200) || null;
  const day = (name: "from" | "to") => {
    const value = params[name] ?? "";
    return DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
  };
  const action = text("action");
  return {
    ...{ who: text("who"), action: action && deedOf(action), about: text("about") },
    ...{ from: day("from"), to: day("to") },
  };
}

/** The address of a view, or of its download, so that it can be shared. */
export function auditHref(path: string, query: AuditQuery, cursor?: string | null): string {
  const params = new URLSearchParams();
  for (const name of NAMES) if (query[name]) params.set(name, query[name]);
  if (cursor) params.set("cursor", cursor);
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
