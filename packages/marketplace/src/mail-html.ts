/** A line such as "Add credit: https://…" asks for something to be done; it becomes a button. */
const ACTION = /^(.{1,60}): (https?:\/\/\S+)$/;
const ADDRESS = /^https?:\/\/\S+$/;
const BULLET = "- ";

const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 24px 16px; background: #f5f4f1; color: #1c1f21; font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; -webkit-text-size-adjust: 100%; }
main { max-width: 560px; margin: 0 auto; }
.brand { margin: 0 0 12px 4px; font-weight: 650; letter-spacing: -0.01em; }
.card { background: #ffffff; border: 1px solid #e2e0db; border-radius: 10px; padding: 24px; overflow-wrap: anywhere; }
p, ul { margin: 0 0 16px; } ul { padding-left: 20px; } .card > :last-child { margin-bottom: 0; }
a { color: #0f6a63; }
.button { display: inline-block; background: #0f6a63; color: #ffffff; text-decoration: none; font-weight: 600; padding: 11px 18px; margin-bottom: 8px; border-radius: 7px; }
.address { font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; }
.foot { margin: 14px 4px 0; color: #6b6862; font-size: 13px; }
@media (prefers-color-scheme: dark) {
  body { background: #101315 !important; color: #e8eaeb !important; }
  .card { background: #181c1f !important; border-color: #2c3236 !important; }
  a { color: #6fd0c6 !important; } .button { background: #6fd0c6 !important; color: #06211f !important; }
  .foot { color: #9aa1a6 !important; }
}`;

/**
 * A mail's plain text as a page that reads well on a phone and in the dark. Only addresses of the console become links: text of other people
 * can stand in a mail, and must not lead anywhere.
 */
export function mailHtml({ subject, text }: { subject: string; text: string }, consoleUrl: string): string {
  const blocks = text.trim().split(/\n{2,}/);
  let hasButton = false;
  const line = (written: string): string => {
    const [, label, address] = written.match(ACTION) ?? [];
    if (label && address && leadsTo(address, consoleUrl)) {
      const look = hasButton ? "" : ' class="button"';
      hasButton = true;
      return `<a${look} href="${escaped(address)}">${escaped(label)}</a>`;
    }
    return ADDRESS.test(written) ? `<span class="address">${escaped(written)}</span>` : escaped(written);
  };
  const block = (written: string): string => {
    const lines = written.split("\n");
    if (lines.every((one) => one.startsWith(BULLET)))
      return `<ul>${lines.map((one) => `<li>${line(one.slice(BULLET.length))}</li>`).join("")}</ul>`;
    return `<p>${lines.map(line).join("<br>")}</p>`;
  };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title><style>${STYLE}</style></head>
<body><main><p class="brand">Tollgate</p><div class="card">${blocks.map(block).join("\n")}</div>
<p class="foot">Sent by <a href="${escaped(consoleUrl)}">${escaped(new URL(consoleUrl).host)}</a></p></main></body></html>`;
}

function leadsTo(address: string, consoleUrl: string): boolean {
  return address === consoleUrl || address.startsWith(`${consoleUrl}/`);
}

/** An amount and its currency stay on one line. */
const AMOUNT = /(?<=\d) (?=USD\b)/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign).replaceAll(AMOUNT, "\u00a0");
}
