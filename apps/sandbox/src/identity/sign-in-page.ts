import { html } from "hono/html";
import { renderPage } from "../pages/layout.ts";

export interface SignInPageView {
  /** The service that is stood in for. */
  readonly service: string;
  /** Who asks, by where the person goes back to. */
  readonly returnsTo: string;
  /** The query the client sent, which the form carries on. */
  readonly query: string;
  readonly wrong: boolean;
}

/** Where somebody says who they are at the service. Nothing is checked: it stands in for one that has checked. */
export function signInPage({ service, returnsTo, query, wrong }: SignInPageView): Promise<string> {
  const body = html`<main class="page">
<header class="stack tight">
  <h1>Sign in to ${service}</h1>
  <p class="muted">to go on to <strong>${returnsTo}</strong></p>
</header>
<form class="card stack" method="post" action="?${query}">
  <div><label for="email">E-mail</label>
  <input id="email" name="email" type="email" required autocomplete="off" ${wrong ? html`aria-invalid="true" aria-describedby="email-error"` : ""}>
  ${wrong ? html`<p class="error" id="email-error">Enter a whole e-mail address.</p>` : ""}</div>
  <div><label for="name">Name</label><input id="name" name="name" maxlength="80" autocomplete="off"></div>
  <div><label class="choice"><input type="checkbox" name="verified" value="yes" checked> ${service} has confirmed this address</label></div>
  <div class="row"><button class="button" name="act" value="allow">Continue</button>
  <button class="button quiet" name="act" value="deny" formnovalidate>Cancel</button></div>
</form>
</main>`;
  const banner = html`Stands in for ${service} – you are whoever you say. <a href="/">What is this?</a>`;
  return renderPage({ title: `Sign in to ${service} – sandbox`, banner, body });
}
