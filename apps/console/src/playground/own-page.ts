/**
 * Whether a request that spends money comes from one of our own pages: a cookie alone also comes with forms of other sites.
 * Browsers say so in `Sec-Fetch-Site` or `Origin`, neither of which a page can set (Fetch Metadata Request Headers, W3C).
 */
export function isOwnPage(headers: Headers, consoleUrl: string): boolean {
  if (!headers.get("content-type")?.startsWith("application/json")) return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  return headers.get("origin") === new URL(consoleUrl).origin;
}
