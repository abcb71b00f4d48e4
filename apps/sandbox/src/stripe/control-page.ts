import { html } from "hono/html";
import { type Markup, renderPage } from "../pages/layout.ts";
import { readBalance } from "./balance.ts";
import { BANNER, formatAmount } from "./checkout-page.ts";
import type { StripeStore } from "./stripe-store.ts";
import { WebhookMode } from "./stripe-store.ts";

const SHOWN = 15;
const DAY_SECONDS = 24 * 60 * 60;

/** The simulated account at a glance, with the switches people reach for most. Everything else is in the README. */
export function controlPage(store: StripeStore): Promise<string> {
  const { state } = store;
  const balance = readBalance(store);
  const cents = (parts: { amount: number }[]) => formatAmount(parts[0]?.amount ?? 0, "usd");
  const body = html`<main class="page">
<header class="stack tight">
  <h1>Simulated Stripe</h1>
  <p class="muted">Its clock says ${new Date(store.now() * 1000).toISOString()}. Balance: ${cents(balance.available)} available,
  ${cents(balance.pending)} pending.</p>
</header>
<section class="card stack">
  <h2>Webhooks</h2>
  <div class="row"><span>Mode <code>${state.webhookMode}</code></span><span></span></div>
  ${choice("webhooks", "mode", WebhookMode.options)}
  ${press("webhooks/deliver", "Deliver what is held", {})}
</section>
<section class="card stack">
  <h2>Clock</h2>
  ${press("clock", "Advance one hour", { seconds: 3600 })} ${press("clock", "Advance two days", { seconds: 2 * DAY_SECONDS })}
</section>
<section class="card stack">
  <h2>The next API call</h2>
  <p class="muted">${state.faults.length === 0 ? "Nothing is planned." : JSON.stringify(state.faults)}</p>
  ${press("faults", "Loses its reply after the effect", { kind: "lost" })}
  ${press("faults", "Fails with 500, no effect", { kind: "error", status: 500 })}
  ${press("faults", "Is told to slow down (429)", { kind: "error", status: 429 })}
</section>
<section class="card stack">
  <h2>Charges</h2>
  <div class="scroll"><table><tr><th>Charge</th><th>Amount</th><th>State</th><th>Happens next</th></tr>${charges(store)}</table></div>
</section>
<p class="small"><a href="/sandbox/stripe/journal">Journal of requests and webhooks</a></p>
</main>`;
  return renderPage({ title: "Simulated Stripe", banner: BANNER, body });
}

function charges({ state }: StripeStore): Markup[] {
  return Object.values(state.charges)
    .slice(-SHOWN)
    .reverse()
    .map((charge) => {
      const dispute = Object.values(state.disputes).find((one) => one.charge === charge.id);
      const isOpen = dispute !== undefined && /response|review/.test(dispute.status);
      const next = !charge.paid
        ? ""
        : isOpen
          ? html`${press(`disputes/${dispute.id}`, "Dispute won", { outcome: "won" })} ${press(`disputes/${dispute.id}`, "Dispute lost", { outcome: "lost" })}`
          : html`${press("disputes", "Dispute", { charge: charge.id })} ${press("fraud_warnings", "Fraud warning", { charge: charge.id })}`;
      const said = dispute === undefined ? charge.status : `dispute ${dispute.status}`;
      return html`<tr><td class="mono">${charge.id}</td><td>${formatAmount(charge.amount, charge.currency)}</td>
<td>${said}${charge.amount_refunded > 0 ? html`, ${formatAmount(charge.amount_refunded, charge.currency)} refunded` : ""}</td><td>${next}</td></tr>`;
    });
}

/** A button that turns one switch. */
function press(path: string, label: string, fields: Record<string, string | number>): Markup {
  return html`<form method="post" action="/sandbox/stripe/${path}">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="button quiet" type="submit">${label}</button></form>`;
}

function choice(path: string, name: string, options: readonly string[]): Markup {
  return html`<form method="post" action="/sandbox/stripe/${path}">${options.map(
    (option) => html`<button class="button quiet" name="${name}" value="${option}">${option}</button> `,
  )}</form>`;
}
