/** Where to go after signing in: a path of this site, whatever the query says, or `/home`. */
export function safeNextPath(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !next.startsWith("/")) return "/home";
  const base = "http://console.invalid";
  const url = URL.parse(next, base);
  if (!url || url.origin !== base || next.includes("\\") || url.pathname.startsWith("//")) return "/home";
  return url.pathname + url.search;
}

/** Where every way of signing in leads first: it decides what is still to be done before the next page. */
export function continuePath(nextPath: string): string {
  return `/sign-in/continue?${new URLSearchParams({ next: nextPath })}`;
}
