import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { STYLE } from "./style.ts";

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Pages run no script, load nothing from elsewhere and cannot be framed. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** A whole page: banner, content, shared style. */
export async function renderPage(page: {
  title: string;
  banner: string | Markup;
  body: Markup;
  style?: HtmlEscapedString;
}): Promise<string> {
  const markup = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}${page.style ?? ""}</style>
</head>
<body>
<div class="banner" role="note">${page.banner}</div>
${page.body}
</body>
</html>`;
  return markup.toString();
}
