import type { Page } from "@playwright/test";
import { open } from "./pages.ts";

/** Test cards of the payment processor. Source: docs.stripe.com/testing. */
export const CARD = {
  ordinary: "4242 4242 4242 4242",
  /** What it pays can be sent on at once. */
  availableAtOnce: "4000 0000 0000 0077",
  /** Paid, then contested at the bank. */
  disputed: "4000 0000 0000 0259",
  /** Paid, then its issuer warns of fraud. */
  warned: "4000 0000 0000 5423",
} as const;

/** Buys credit on the processor's page and returns when the console shows the way back. */
export async function buyCredit(
  page: Page,
  { path, dollars, card = CARD.ordinary }: { path: string; dollars: string; card?: string },
): Promise<void> {
  await open(page, `${path}/billing`);
  await page.getByLabel("Amount", { exact: true }).fill(dollars);
  await page.getByRole("button", { name: "Go to payment" }).click();
  await page.waitForURL(/checkout\/c\/pay/);
  await fillIn(page, card);
  await page.getByRole("button", { name: /^Pay / }).click();
  await page.waitForURL(/\/billing/);
}

/** Saves a card on the processor's page, from the billing page that is open, and returns there. */
export async function saveCard(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save a card" }).click();
  await page.waitForURL(/checkout\/c\/pay/);
  await fillIn(page, CARD.ordinary);
  await page.getByRole("button", { name: /^Save/ }).click();
  await page.waitForURL(/\/billing\?card=saved/);
}

async function fillIn(page: Page, card: string): Promise<void> {
  await page.getByLabel("Card number").fill(card);
  await page.getByLabel("Expiry").fill("12 / 34");
  await page.getByLabel("CVC").fill("123");
}
