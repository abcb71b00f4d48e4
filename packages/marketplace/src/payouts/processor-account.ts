import type Stripe from "stripe";

export interface AccountFacts {
  readonly accountId: string;
  readonly status: "restricted" | "enabled";
  /** What the processor still asks for, in its own names. */
  readonly missing: readonly string[];
}

export interface NewAccount {
  readonly workspaceId: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
}

/** Accounts of payees at the processor: identity, bank account and verification stay there. */
export interface ProcessorAccounts {
  /** The same workspace always gets the same account. */
  create(account: NewAccount): Promise<AccountFacts>;
  read(accountId: string): Promise<AccountFacts>;
  /** A one-time address where the payee gives what is missing. */
  onboardingLink(accountId: string, back: { readonly returnUrl: string; readonly refreshUrl: string }): Promise<string>;
}

const SHOWN = ["configuration.recipient", "requirements"] as const;

/** Source: docs.stripe.com/connect/accounts-v2 and docs.stripe.com/api/v2/core/accounts. */
export function openProcessorAccounts(stripe: Stripe): ProcessorAccounts {
  return {
    async create({ workspaceId, name, email, country }) {
      const account = await stripe.v2.core.accounts.create(
        {
          contact_email: email,
          display_name: name,
          identity: { country: country.toLowerCase() },
          configuration: {
            recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
          },
          defaults: { responsibilities: { fees_collector: "application", losses_collector: "application" } },
          dashboard: "express",
          include: [...SHOWN],
          metadata: { workspace: workspaceId },
        },
        { idempotencyKey: `payout-account-${workspaceId}` },
      );
      return factsOf(account);
    },
    async read(accountId) {
      return factsOf(await stripe.v2.core.accounts.retrieve(accountId, { include: [...SHOWN] }));
    },
    async onboardingLink(account, { returnUrl, refreshUrl }) {
      const link = await stripe.v2.core.accountLinks.create({
        account,
        use_case: {
          type: "account_onboarding",
          account_onboarding: { return_url: returnUrl, refresh_url: refreshUrl },
        },
      });
      return link.url;
    },
  };
}

function factsOf(account: Stripe.V2.Core.Account): AccountFacts {
  const transfers = account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status;
  const open = account.requirements?.entries?.filter((entry) => entry.awaiting_action_from === "user") ?? [];
  return {
    accountId: account.id,
    status: transfers === "active" && account.closed !== true ? "enabled" : "restricted",
    missing: open.map((entry) => entry.description),
  };
}
