import { Hono } from "hono";
import { html } from "hono/html";
import { PAGE_HEADERS, renderPage } from "../pages/layout.ts";
import { CHECKOUT_STYLE } from "../pages/style.ts";
import { giveRequirements, ONBOARDING_REQUIREMENTS, type OnboardingRequirement } from "./accounts.ts";
import { BANNER, closedPage } from "./checkout-page.ts";
import type { StripeAccount } from "./emit-event.ts";
import type { StoredAccountLink } from "./stripe-store.ts";

/** What each requirement is called on the page. */
const QUESTIONS: Record<OnboardingRequirement, { name: string; label: string; example: string }> = {
  "identity.individual.id_numbers": { name: "tax", label: "Tax number (any, test only)", example: "000-00-0000" },
  default_payout_method: { name: "bank", label: "Bank account (test only)", example: "000123456789" },
};

/** Hosted onboarding of a connected account: a link opens once, leads to a form, and sends back to the platform. */
export function onboardingRoutes(account: StripeAccount): Hono {
  const { store, webhooks } = account;
  const routes = new Hono();
  routes.get("/:id", async (c) => {
    const link = store.state.accountLinks[c.req.param("id")];
    if (link === undefined) {
      const notice = { title: "Nothing to fill in here", text: "This address belongs to no account.", link: null };
      return c.body(await closedPage(notice), 404, PAGE_HEADERS);
    }
    // A link that is used up or too old sends its holder back for a new one, as Stripe's do.
    if (link.used || link.expiresAt <= store.now()) return c.redirect(link.refreshUrl, 303);
    return c.body(await onboardingPage(link, missing(account, link)), 200, PAGE_HEADERS);
  });
  routes.post("/:id", async (c) => {
    const link = store.state.accountLinks[c.req.param("id")];
    const target = store.state.accounts[link?.account ?? ""];
    if (link === undefined || target === undefined) return c.redirect("/", 303);
    if (link.used) return c.redirect(link.refreshUrl, 303);
    link.used = true;
    const body = await c.req.parseBody();
    const still = missing(account, link).filter((what) => String(body[QUESTIONS[what].name] ?? "").trim() === "");
    giveRequirements(account, target, still);
    await store.save();
    await webhooks.idle();
    return c.redirect(link.returnUrl, 303);
  });
  return routes;
}

/** What the account has not given yet; all of it once nothing is missing, so that it can be changed. */
function missing({ store }: StripeAccount, link: StoredAccountLink): OnboardingRequirement[] {
  const entries = store.state.accounts[link.account]?.requirements?.entries ?? [];
  const open = ONBOARDING_REQUIREMENTS.filter((what) => entries.some(({ description }) => description === what));
  return open.length > 0 ? open : [...ONBOARDING_REQUIREMENTS];
}

function onboardingPage(link: StoredAccountLink, wanted: readonly OnboardingRequirement[]): Promise<string> {
  const body = html`<main class="narrow">
<form class="card stack" method="post" action="/onboarding/${link.id}" autocomplete="off">
  <h1>Get paid</h1>
  <p class="muted">The payment processor would now check who you are and where to send money. What you leave empty stays missing.</p>
  ${wanted.map((what) => {
    const { name, label, example } = QUESTIONS[what];
    return html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" placeholder="${example}" autocomplete="off"></div>`;
  })}
  <button class="button full" type="submit">Submit</button>
</form>
</main>`;
  return renderPage({ title: "Get paid – sandbox onboarding", banner: BANNER, body, style: CHECKOUT_STYLE });
}
