import { html } from "hono/html";
import { type Markup, renderPage } from "../pages/layout.ts";
import { CHECKOUT_STYLE } from "../pages/style.ts";
import type { StoredSession } from "./stripe-store.ts";
import { type CardFieldErrors, type CardFields, TEST_CARDS } from "./test-cards.ts";

export const BANNER = "Sandbox – no real money moves. Never enter a real card here.";

/** Minor units as a person reads them: 2000 usd → "$20.00". */
export function formatAmount(minorUnits: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minorUnits / 10 ** digits);
}

export type CheckoutForm = { fields: CardFields; errors: CardFieldErrors; declined: string | null };

/** The payment page of an open session, empty or with what was wrong with the last attempt. */
export function checkoutPage(stored: StoredSession, form: CheckoutForm): Promise<string> {
  const { session } = stored;
  const amount = amountOf(stored);
  const action = amount === null ? "Save card" : `Pay ${amount}`;
  const body = html`<main class="checkout">
<section class="stack" aria-label="Summary">
  <div class="stack tight">
    <p class="muted">${amount === null ? "For later payments" : "Amount due"}</p>
    <h1 class="amount">${amount ?? "Save a card"}</h1>
  </div>
  <div class="stack items">${stored.lineItems.map(
    (item) =>
      html`<div class="row"><span>${item.description ?? "Item"}${
        item.quantity === 1 ? "" : html` <span class="muted">× ${item.quantity}</span>`
      }</span><span>${formatAmount(item.amount_total, item.currency)}</span></div>`,
  )}
  </div>
  ${stored.intentData.description ? html`<p class="muted small">${stored.intentData.description}</p>` : ""}
  ${stored.intentData.setup_future_usage ? html`<p class="muted small">The card is saved for later payments.</p>` : ""}
  ${session.cancel_url === null ? "" : html`<p><a href="${session.cancel_url}">Cancel and go back</a></p>`}
</section>
<section class="stack">
  <form class="card stack" method="post" action="/checkout/c/pay/${session.id}" novalidate autocomplete="off">
    <h2>${amount === null ? "Test card to save" : "Pay by test card"}</h2>
    ${form.declined === null ? "" : html`<p class="alert" role="alert">${form.declined}</p>`}
    ${field(form, { name: "email", label: "E-mail", type: "email", placeholder: "you@example.com" })}
    ${field(form, { name: "number", label: "Card number", mode: "numeric", placeholder: "4242 4242 4242 4242" })}
    <div class="pair">
      ${field(form, { name: "expiry", label: "Expiry", mode: "numeric", placeholder: "MM/YY" })}
      ${field(form, { name: "cvc", label: "CVC", mode: "numeric", placeholder: "123" })}
    </div>
    ${field(form, { name: "name", label: "Name on card (optional)", placeholder: "" })}
    <button class="button full" type="submit">${action}</button>
  </form>
  ${testCardTable()}
</section>
</main>`;
  return renderPage({ title: `${action} – sandbox checkout`, banner: BANNER, body, style: CHECKOUT_STYLE });
}

type Field = { name: keyof CardFields; label: string; type?: string; mode?: string; placeholder: string };

function field(form: CheckoutForm, spec: Field): Markup {
  const error = form.errors[spec.name];
  const described = error === undefined ? "" : html`aria-describedby="${spec.name}-error"`;
  return html`<div>
  <label for="${spec.name}">${spec.label}</label>
  <input id="${spec.name}" name="${spec.name}" type="${spec.type ?? "text"}" inputmode="${spec.mode ?? "text"}" autocomplete="off"
    placeholder="${spec.placeholder}" value="${form.fields[spec.name]}" aria-invalid="${error === undefined ? "false" : "true"}" ${described}>
  ${error === undefined ? "" : html`<p class="error" id="${spec.name}-error">${error}</p>`}
</div>`;
}

function testCardTable(): Markup {
  return html`<div class="stack tight below">
  <h2 class="small muted">Test cards (any future expiry, any code)</h2>
  <table>${TEST_CARDS.map(
    (card) =>
      html`<tr><td class="mono">${card.number.replace(/(.{4})(?=.)/g, "$1 ")}</td><td class="muted">${card.label}</td></tr>`,
  )}</table>
</div>`;
}

/** What a session costs, as a person reads it; `null` when it only saves a card. */
export function amountOf({ session }: StoredSession): string | null {
  return session.amount_total === null ? null : formatAmount(session.amount_total, session.currency ?? "usd");
}

export type Confirmation = { action: string; last4: string; amount: string | null };

/** The step a bank puts between paying and paid. */
export function confirmPage({ action, last4, amount }: Confirmation): Promise<string> {
  const what = amount === null ? "saving" : html`<strong>${amount}</strong> on`;
  const body = html`<main class="narrow">
<form class="card stack" method="post" action="${action}">
  <h1>Confirm this payment</h1>
  <p>A bank would now ask whether you approve ${what} the card ending in <span class="mono">${last4}</span>.</p>
  <button class="button full" name="approve" value="yes">Approve</button>
  <button class="button quiet full" name="approve" value="no">Refuse</button>
</form>
</main>`;
  return renderPage({ title: "Confirm payment – sandbox checkout", banner: BANNER, body, style: CHECKOUT_STYLE });
}

/** What a visitor sees when there is nothing to pay: paid, expired or unknown. */
export function closedPage(notice: { title: string; text: string; link: string | null }): Promise<string> {
  const link = notice.link === null ? "" : html`<p><a class="button" href="${notice.link}">Continue</a></p>`;
  const body = html`<main class="narrow"><div class="card stack"><h1>${notice.title}</h1><p class="muted">${notice.text}</p>${link}</div></main>`;
  return renderPage({ title: `${notice.title} – sandbox checkout`, banner: BANNER, body, style: CHECKOUT_STYLE });
}
