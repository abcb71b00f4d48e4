import type Stripe from "stripe";
import { emitThinEvent, isoTime, type StripeAccount } from "./emit-event.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { readMetadata, stripeId } from "./stripe-id.ts";
import type { StoredAccountLink } from "./stripe-store.ts";

type Account = Stripe.V2.Core.Account;

const LINK_SECONDS = 10 * 60;
/** What a recipient has to give before money can be sent to it, as Stripe names it. */
export const ONBOARDING_REQUIREMENTS = ["identity.individual.id_numbers", "default_payout_method"] as const;
export type OnboardingRequirement = (typeof ONBOARDING_REQUIREMENTS)[number];

/** A connected account that can be sent money once its owner has been through onboarding. */
export function createAccount(account: StripeAccount, sent: Stripe.V2.Core.AccountCreateParams): Account {
  const { store } = account;
  const requested = sent.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.requested === true;
  const created: Account = {
    id: stripeId("acct_", 16),
    object: "v2.core.account",
    applied_configurations: sent.configuration?.recipient === undefined ? [] : ["recipient"],
    closed: false,
    configuration: {
      ...(sent.configuration?.recipient === undefined
        ? {}
        : { recipient: { applied: true, capabilities: requested ? transfers("restricted") : {} } }),
    },
    ...(sent.contact_email == null ? {} : { contact_email: sent.contact_email }),
    created: isoTime(store.now()),
    dashboard: sent.dashboard ?? "none",
    defaults: {
      currency: "usd",
      responsibilities: {
        fees_collector: "application",
        losses_collector: "application",
        requirements_collector: "stripe",
      },
    },
    ...(sent.display_name == null ? {} : { display_name: sent.display_name }),
    identity: {
      country: sent.identity?.country ?? "us",
      entity_type: sent.identity?.entity_type ?? "individual",
    },
    livemode: false,
    metadata: readMetadata(sent.metadata),
    requirements: { entries: requested ? ONBOARDING_REQUIREMENTS.map((what) => entry(what)) : [] },
  };
  store.state.accounts[created.id] = created;
  emitThinEvent(account, "v2.core.account.created", created.id);
  return created;
}

export function updateAccount(account: StripeAccount, target: Account, sent: Stripe.V2.Core.AccountUpdateParams): void {
  if (sent.display_name != null) target.display_name = sent.display_name;
  if (sent.contact_email != null) target.contact_email = sent.contact_email;
  if (sent.metadata != null) target.metadata = { ...target.metadata, ...readMetadata(sent.metadata) };
  emitThinEvent(account, "v2.core.account.updated", target.id);
}

export function closeAccount(account: StripeAccount, target: Account): void {
  target.closed = true;
  if (target.configuration?.recipient !== undefined)
    target.configuration.recipient = { applied: true, capabilities: transfers("restricted") };
  emitThinEvent(account, "v2.core.account.closed", target.id);
}

/** The parts of an account that are shown: `configuration`, `identity`, `defaults` and `requirements` only when asked for. */
export function showAccount(target: Account, include: readonly string[] | undefined): Account {
  const { configuration, identity, defaults, requirements, ...always } = target;
  const has = (part: string) => include?.includes(part) === true;
  return {
    ...always,
    ...(has("configuration.recipient") && configuration !== undefined ? { configuration } : {}),
    ...(has("identity") && identity !== undefined ? { identity } : {}),
    ...(has("defaults") && defaults !== undefined ? { defaults } : {}),
    ...(has("requirements") && requirements !== undefined ? { requirements } : {}),
  };
}

/** A one-time link to the hosted onboarding page. */
export function createAccountLink(
  { store }: StripeAccount,
  sent: Stripe.V2.Core.AccountLinkCreateParams,
  publicUrl: string,
): Stripe.V2.Core.AccountLink {
  const useCase = sent.use_case.account_onboarding ?? sent.use_case.account_update;
  if (useCase === undefined)
    throw new StripeApiError({ status: 400, param: "use_case", message: "The use case says nothing." });
  const link: StoredAccountLink = {
    id: stripeId("acctlink_"),
    account: sent.account,
    refreshUrl: useCase.refresh_url,
    returnUrl: useCase.return_url ?? useCase.refresh_url,
    expiresAt: store.now() + LINK_SECONDS,
    used: false,
  };
  store.state.accountLinks[link.id] = link;
  return {
    object: "v2.core.account_link",
    account: sent.account,
    created: isoTime(store.now()),
    expires_at: isoTime(link.expiresAt),
    livemode: false,
    url: `${publicUrl}/onboarding/${link.id}`,
    use_case: structuredClone(sent.use_case),
  };
}

/** What the account's owner gave on the onboarding page; with nothing left to give, money can be sent. */
export function giveRequirements(
  account: StripeAccount,
  target: Account,
  still: readonly OnboardingRequirement[],
): void {
  target.requirements = { entries: still.map((what) => entry(what)) };
  if (target.configuration?.recipient !== undefined) {
    const before = target.configuration.recipient.capabilities?.stripe_balance?.stripe_transfers?.status;
    const status = still.length === 0 ? "active" : "restricted";
    target.configuration.recipient = { applied: true, capabilities: transfers(status) };
    if (before !== status)
      emitThinEvent(account, "v2.core.account[configuration.recipient].capability_status_updated", target.id);
  }
  emitThinEvent(account, "v2.core.account[requirements].updated", target.id);
}

function transfers(
  status: "active" | "restricted",
): Stripe.V2.Core.Account.Configuration.Recipient["capabilities"] & {} {
  const details: Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers.StatusDetail[] =
    status === "active" ? [] : [{ code: "requirements_past_due", resolution: "provide_info" }];
  return { stripe_balance: { stripe_transfers: { status, status_details: details } } };
}

function entry(description: OnboardingRequirement): Stripe.V2.Core.Account.Requirements.Entry {
  return {
    awaiting_action_from: "user",
    description,
    errors: [],
    impact: {
      restricts_capabilities: [
        {
          capability: "stripe_balance.stripe_transfers",
          configuration: "recipient",
          deadline: { status: "currently_due" },
        },
      ],
    },
    minimum_deadline: { status: "currently_due" },
    requested_reasons: [{ code: "routine_onboarding" }],
  };
}
