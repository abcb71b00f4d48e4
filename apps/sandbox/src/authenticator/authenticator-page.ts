import { html } from "hono/html";
import { type Markup, renderPage } from "../pages/layout.ts";
import { AUTHENTICATOR_STYLE } from "../pages/style.ts";
import { type Account, codeAt } from "./accounts.ts";

export interface AuthenticatorView {
  readonly accounts: readonly Account[];
  readonly at: Date;
  /** The key that was just added could not be read. */
  readonly unreadable: boolean;
}

/** The app's one screen. It loads itself anew when the codes change. */
export function authenticatorPage({ accounts, at, unreadable }: AuthenticatorView): Promise<string> {
  const seconds = 30 - (Math.floor(at.getTime() / 1000) % 30);
  const body = html`<main class="page">
<header class="stack tight">
  <h1>Authenticator</h1>
  <p class="muted">Stands in for the app on your phone. Codes change in <span class="mono">${seconds}</span> s; each signs in once.</p>
</header>
<section class="card stack" aria-label="Codes">
  ${accounts.length === 0 ? html`<p class="muted">No account yet. The demo’s staff appear once the instance is ready.</p>` : codeList(accounts, at)}
</section>
<section class="card stack">
  <h2>Add an account</h2>
  <p class="muted small">Paste the key that the account page shows while you set up your own second factor.</p>
  <form class="stack" method="post" action="/authenticator">
    <div><label for="key">Key</label>
    <input id="key" name="key" required autocomplete="off" spellcheck="false" ${unreadable ? html`aria-invalid="true" aria-describedby="key-error"` : ""}>
    ${unreadable ? html`<p class="error" id="key-error">This is no key: it has letters and the digits 2 to 7 only.</p>` : ""}</div>
    <div><label for="label">Name</label><input id="label" name="label" maxlength="80" placeholder="My account"></div>
    <div><button class="button">Add</button></div>
  </form>
</section>
</main>`;
  const banner = html`Sandbox authenticator – a phone would show this. <a href="/">What is this?</a>`;
  return renderPage({ title: "Authenticator – sandbox", banner, body, style: AUTHENTICATOR_STYLE });
}

function codeList(accounts: readonly Account[], at: Date): Markup {
  return html`<ul class="codes">${accounts.map((account) => {
    const { code } = codeAt(account, at);
    return html`<li><span>${account.label}</span><strong class="mono" data-code="${code}">${code.slice(0, 3)} ${code.slice(3)}</strong></li>`;
  })}</ul>`;
}
