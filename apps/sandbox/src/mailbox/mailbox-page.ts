import { html } from "hono/html";
import { type Markup, renderPage } from "../pages/layout.ts";
import { MAILBOX_STYLE } from "../pages/style.ts";
import type { Message } from "./mail-store.ts";

const BANNER = html`Sandbox mailbox – these messages were never sent to anyone. <a href="/">What is this?</a>`;
const SHOWN = 100;

/** The list of messages and, beside it, the one that is open. */
export function mailboxPage(view: {
  messages: Message[];
  recipient: string;
  open: Message | undefined;
}): Promise<string> {
  const { messages, recipient, open } = view;
  const query = recipient === "" ? "" : `?to=${encodeURIComponent(recipient)}`;
  const body = html`<main class="mailbox">
<div class="stack tight">
  <h1>Mailbox</h1>
  <p class="muted">Everything the product would have e-mailed, newest first.</p>
</div>
<div class="panes">
  <section class="stack" aria-label="Messages">
    <form class="search" method="get" action="/mailbox" role="search">
      <input name="to" value="${recipient}" placeholder="Recipient" aria-label="Recipient">
      <button class="button quiet">Search</button>
    </form>
    ${messages.length === 0 ? emptyList(recipient) : messageList(messages, { open, query })}
  </section>
  <section aria-label="Open message">${open === undefined ? nothingOpen(messages.length) : messageView(open)}</section>
</div>
</main>`;
  return renderPage({ title: open?.subject ?? "Mailbox – sandbox", banner: BANNER, body, style: MAILBOX_STYLE });
}

function emptyList(recipient: string): Markup {
  return html`<p class="card muted">${
    recipient === "" ? "No mail yet. It appears here as soon as the product sends some." : `Nothing for “${recipient}”.`
  }</p>`;
}

function messageList(messages: Message[], view: { open: Message | undefined; query: string }): Markup {
  return html`<ul class="card list" style="padding:0">${messages.slice(0, SHOWN).map(
    (message) => html`<li><a href="/mailbox/${message.id}${view.query}" ${
      message.id === view.open?.id ? html`aria-current="true"` : ""
    }>
      <span class="row small muted"><span>${message.to.join(", ")}</span><time>${shortTime(message.receivedAt)}</time></span>
      <strong>${message.subject}</strong>
    </a></li>`,
  )}</ul>
  ${messages.length > SHOWN ? html`<p class="muted small">The newest ${SHOWN} of ${messages.length}.</p>` : ""}`;
}

function nothingOpen(count: number): Markup {
  return html`<p class="card muted">${count === 0 ? "There is nothing to read." : "Choose a message to read it."}</p>`;
}

function messageView(message: Message): Markup {
  const text = html`<pre>${message.text === "" ? "(no text part)" : message.text}</pre>`;
  return html`<article class="card stack">
  <h2>${message.subject}</h2>
  <p class="small muted">From ${message.from} to ${message.to.join(", ")} · <time>${shortTime(message.receivedAt)}</time></p>
  ${
    message.html === null
      ? text
      : html`<iframe class="frame" title="Message" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mailbox/messages/${message.id}/html"></iframe>
  <details><summary>Plain text</summary>${text}</details>`
  }
  ${
    message.attachments.length === 0
      ? ""
      : html`<p class="small muted">Attachments (not kept): ${message.attachments
          .map((attachment) => `${attachment.filename ?? "unnamed"} (${attachment.bytes} bytes)`)
          .join(", ")}</p>`
  }
  <details><summary>Headers</summary><pre>${message.headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}</pre></details>
</article>`;
}

/** "20 Nov, 19:05 UTC" */
function shortTime(iso: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return `${format.format(new Date(iso))} UTC`;
}
