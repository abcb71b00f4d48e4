import type { Outputs } from "../trpc/outputs.ts";

export type Variances = Outputs["reconciliation"]["variances"];
export type Variance = Variances["variances"][number];

export const AREA_WORDS: Readonly<
  Record<Variance["area"], { name: string; theirs: string; ours: string; what: string }>
> = {
  cash: {
    name: "Payments, refunds and disputes",
    theirs: "The processor",
    ours: "Our cash",
    what: "The processor’s transactions beside what we booked, by payment, refund and dispute.",
  },
  payouts: {
    name: "Payouts",
    theirs: "Transfers",
    ours: "Payouts",
    what: "The processor’s transfers beside the payouts that we booked as paid, by attempt.",
  },
  invoices: {
    name: "Provider invoices",
    theirs: "Invoiced",
    ours: "Our cost",
    what: "Each provider’s latest invoice beside our cost, by model. Half a cent a line is rounding.",
  },
};

export const STATE_WORDS = {
  open: { tone: "caution", word: "Open" },
  explained: { tone: "accent", word: "Explained" },
  resolved: { tone: "positive", word: "Resolved" },
} as const;

/** What differs, in a sentence. */
export function varianceWords({ area, kind }: Pick<Variance, "area" | "kind">): string {
  const { theirs } = AREA_WORDS[area];
  switch (kind) {
    case "only_ours":
      return area === "invoices" ? "Not on the invoice" : `Booked here, unknown to the processor`;
    case "only_theirs":
      return area === "invoices" ? "Invoiced, but no call of ours" : "Moved at the processor, not booked here";
    case "amount_differs":
      return `${theirs} and we know other amounts`;
  }
}
