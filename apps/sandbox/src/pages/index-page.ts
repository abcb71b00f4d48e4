import { html } from "hono/html";
import type { ProviderProfile } from "../providers/profiles.ts";
import { PROVIDERS } from "../providers/profiles.ts";
import type { ProviderState } from "../providers/provider-state.ts";
import { type Markup, renderPage } from "./layout.ts";

/** What the front page says about the present moment. */
export type IndexView = { url: string; smtpPort: number; providers: ProviderState; webhookMode: string };

export function indexPage(view: IndexView): Promise<string> {
  const body = html`<main class="page">
<header class="stack tight">
  <h1>Tollgate sandbox</h1>
  <p class="muted">Local stand-ins for the outside world: model providers, a card processor and a mail server. They speak the
  real wire formats, so the product runs unchanged. Give it real credentials and these parts are no longer used.</p>
</header>
<section class="card stack">
  <h2>Model providers</h2>
  <p class="muted">Seven simulated vendors; each speaks every dialect. Any model name, any key that starts with <code>sk-demo-</code>.</p>
  <div class="scroll"><table>
    <tr><th>Provider</th><th class="wide">First token</th><th>Pace</th><th>State</th></tr>
    ${PROVIDERS.map((profile) => providerRow(profile, view.providers))}
  </table></div>
  <p class="small"><a href="/providers">Providers as JSON</a> · <a href="/providers/calls">Call journal</a></p>
</section>
<section class="card stack">
  <h2>Card payments</h2>
  <p class="muted">A small Stripe: hosted checkout, saved cards, refunds, disputes, connected accounts, transfers and signed webhooks. No
  money moves. Webhooks are now in mode <code>${view.webhookMode}</code>.</p>
  <p class="small"><a href="/sandbox/stripe">Switches: webhooks, clock, faults, disputes</a> · <a href="/sandbox/stripe/journal">Journal of requests and webhooks</a></p>
</section>
<section class="card stack">
  <h2>Mailbox</h2>
  <p class="muted">Mail sent to port <code>${view.smtpPort}</code> is kept here and goes no further.</p>
  <p class="small"><a href="/mailbox">Open the mailbox</a> · <a href="/mailbox/messages">Messages as JSON</a></p>
</section>
<section class="card stack">
  <h2>Authenticator</h2>
  <p class="muted">Staff sign in with a code besides their password. This is the app that shows it.</p>
  <p class="small"><a href="/authenticator">Show codes</a> · <a href="/authenticator/codes">Codes as JSON</a></p>
</section>
<section class="card stack">
  <h2>GitHub and Google</h2>
  <p class="muted">Signing in with either leads to a page where you say who you are, and whether your address is confirmed there.</p>
  <p class="small"><a href="/google/.well-known/openid-configuration">Google’s OpenID configuration</a></p>
</section>
</main>`;
  return renderPage({ title: "Tollgate sandbox", banner: "Sandbox – nothing here is real.", body });
}

function providerRow(profile: ProviderProfile, state: ProviderState): Markup {
  const { min, max } = profile.firstTokenMs;
  const pace = profile.tokensPerSecond;
  const down = state.outageUntil(profile.slug) !== null;
  const isBench = profile.habits.fixedReply === true;
  return html`<tr>
  <td><strong>${profile.name}</strong><br><span class="muted small">${profile.description}</span></td>
  <td class="wide">${isBench ? "at once" : `${min}–${max} ms`}</td>
  <td>${isBench ? "at once" : `${pace.min}–${pace.max} tokens/s`}</td>
  <td>${down ? html`<span class="pill wrong">down</span>` : html`<span class="pill">up</span>`}</td>
</tr>`;
}
