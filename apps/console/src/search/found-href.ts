import type { Outputs } from "../trpc/outputs.ts";

export type Found = Outputs["operator"]["search"][number];

export const KIND_WORDS: Readonly<Record<Found["kind"], string>> = {
  call: "Call",
  quarantined: "Call in quarantine",
  journal: "Journal",
  payment: "Payment",
  refund: "Refund",
  dispute: "Dispute",
  payout_run: "Payout run",
  payout_item: "Payout",
  correction: "Adjustment",
  workspace: "Workspace",
  user: "Person",
  key: "API key",
  app: "App",
  grant: "Consent to an app",
  provider: "Provider",
  endpoint: "Endpoint",
  model: "Model",
};

/** Where an operator reads more of it; nothing where only finance has a page. */
export function foundHref({ kind, id, title }: Found, mayFinance: boolean): string | undefined {
  switch (kind) {
    case "call":
      return `/operator/calls/${id}`;
    case "quarantined":
      return `/operator/quarantine/${id}`;
    case "endpoint":
      return `/operator/endpoints/${id}`;
    case "model":
      return `/models/${id}`;
    case "journal":
      return mayFinance ? `/finance/ledger/${id}` : undefined;
    case "dispute":
      return mayFinance ? `/finance/disputes/${id}` : undefined;
    case "payout_run":
      return mayFinance ? `/finance/payouts/${id}` : undefined;
    case "app":
      return title ? `/connect/${id}` : undefined;
    default:
      return undefined;
  }
}
