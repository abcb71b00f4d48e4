import type { Outputs } from "../trpc/outputs.ts";

export type SavedCard = Outputs["billing"]["paymentMethods"]["cards"][number];

const BRANDS: Readonly<Record<string, string>> = {
  amex: "American Express",
  diners: "Diners Club",
  jcb: "JCB",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

/** A card as people know theirs: "Visa ending in 4242". */
export function cardName({ brand, last4 }: Pick<SavedCard, "brand" | "last4">): string {
  return `${BRANDS[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1)} ending in ${last4}`;
}
