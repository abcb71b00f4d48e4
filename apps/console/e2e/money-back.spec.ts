import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { readDemo, signInAs } from "./demo.ts";
import { open, reopen } from "./pages.ts";
import { buyCredit, CARD } from "./purchases.ts";

test.describe.configure({ timeout: 300_000 });

const PHONE = { width: 390, height: 844 };

/** Distinguishes what this run makes from what earlier ones in the same instance made. */
const run = `${Date.now().toString(36)}${process.pid}`;

async function newPage(page: Page, baseURL: string | undefined): Promise<Page> {
  const context = await page.context().browser()?.newContext({ baseURL });
  if (!context) throw new Error("no browser");
  return await context.newPage();
}

/** What events of the processor bring: look again until it is there. */
async function eventually(page: Page, address: string, look: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await open(page, address);
    await look();
  }).toPass({ timeout: 60_000 });
}

/** Turns one of the simulated processor's switches. */
async function control(page: Page, path: string, data: object): Promise<void> {
  const answer = await page.request.post(`${readDemo().sandbox.url}/sandbox/stripe/${path}`, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** A customer who bought 20 USD with a card. */
async function buyer(page: Page, name: string, card: string): Promise<{ name: string; path: string }> {
  const { path } = await openAccount(page, name);
  await buyCredit(page, { path, dollars: "20", card });
  return { name, path };
}

const rowOf = (page: Page, table: string, name: string) =>
  page.getByRole("table", { name: table, exact: true }).getByRole("row", { name: new RegExp(name) });

test("a contested payment is answered once with evidence; won, the credit is back", async ({ page, baseURL }) => {
  const { name, path } = await buyer(page, `Contester${run}`, CARD.disputed);
  const finance = await newPage(page, baseURL);
  await signInAs(finance, "finance");
  const list = `/finance/disputes?search=${name}`;
  await eventually(finance, list, async () => expect(rowOf(finance, "Disputes", name)).toContainText("Needs response"));
  await expectAccessible(finance);
  await eventually(page, `${path}/billing`, async () => {
    await expect(page.getByText("is set aside while a payment is contested").first()).toBeVisible({ timeout: 2_000 });
  });
  await expectAccessible(page);
  await rowOf(finance, "Disputes", name).getByRole("link").first().click();
  await expect(finance).toHaveURL(/\/finance\/disputes\/du_/);
  await expect(finance.getByRole("table", { name: /^Dispute opened/ })).toContainText("Customer credit");
  await expectAccessible(finance);
  const started = finance.waitForEvent("download");
  await finance.getByRole("link", { name: "Evidence as PDF" }).click();
  expect(
    readFileSync(await (await started).path())
      .subarray(0, 4)
      .toString(),
  ).toBe("%PDF");

  await finance.getByRole("button", { name: "Answer the bank" }).click();
  await expectAccessible(finance);
  await finance.getByRole("dialog").getByLabel("Statement").fill("winning_evidence");
  await finance.getByRole("dialog").getByRole("button", { name: "Send evidence" }).click();
  await expect(finance.getByRole("dialog")).toHaveCount(0);
  const detail = new URL(finance.url()).pathname;
  await eventually(finance, detail, async () => {
    await expect(finance.getByRole("table", { name: /^Dispute won/ })).toBeVisible({ timeout: 2_000 });
  });
  await expect(finance.getByRole("button", { name: "Answer the bank" })).toHaveCount(0);
  await expect(finance.getByText("SHA-256")).toBeVisible();
  await finance.setViewportSize(PHONE);
  await expectAccessible(finance);
  await open(finance, `${list}&state=won`);
  await expect(rowOf(finance, "Disputes", name)).toContainText("released");
  await expectAccessible(finance);
  await reopen(page);
  await expect(page.getByText("is set aside while a payment is contested")).toHaveCount(0);
});

test("giving in loses, with a reason, and shows who bore it; the download has the same", async ({ page, baseURL }) => {
  const { name } = await buyer(page, `Loser${run}`, CARD.disputed);
  const finance = await newPage(page, baseURL);
  await signInAs(finance, "finance");
  const list = `/finance/disputes?search=${name}`;
  await eventually(finance, list, async () => expect(rowOf(finance, "Disputes", name)).toBeVisible({ timeout: 2_000 }));
  await rowOf(finance, "Disputes", name).getByRole("link").first().click();
  await finance.getByRole("button", { name: "Give in" }).click();
  await finance.getByRole("dialog").getByLabel("Reason").fill("The card was stolen, says the customer");
  await finance.getByRole("dialog").getByRole("button", { name: "Give in" }).click();
  await expect(finance.getByRole("dialog")).toHaveCount(0);
  await eventually(finance, `${list}&state=lost`, async () => {
    await expect(rowOf(finance, "Disputes", name)).toContainText("customer $20.00", { timeout: 2_000 });
  });
  const started = finance.waitForEvent("download");
  await finance.getByRole("link", { name: "CSV" }).click();
  const csv = readFileSync(await (await started).path(), "utf8");
  expect(csv).toContain("# disputes,1");
  expect(csv).toMatch(/,lost,no,fraudulent,pay_/);
});

test("a customer takes unspent credit back; the bank sends it back, and finance tries again", async ({
  page,
  baseURL,
}) => {
  const { name, path } = await buyer(page, `Returner${run}`, CARD.ordinary);
  const payments = () => page.getByRole("table", { name: "Payments" });
  await eventually(page, `${path}/billing`, async () => {
    await expect(payments().getByRole("button", { name: "Refund" })).toBeVisible({ timeout: 2_000 });
  });
  await payments().getByRole("button", { name: "Refund" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Amount")).toHaveValue("20.00");
  await expectAccessible(page);
  await dialog.getByLabel("Amount").fill("50");
  await dialog.getByRole("button", { name: "Take back" }).click();
  await expect(dialog.getByText(/can still be refunded|is available/)).toBeVisible();
  await dialog.getByLabel("Amount").fill("12.50");
  await dialog.getByRole("button", { name: "Take back" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(payments()).toContainText("$12.50 paid back");
  await page.setViewportSize(PHONE);
  await expectAccessible(page);

  const finance = await newPage(page, baseURL);
  await signInAs(finance, "finance");
  await open(finance, `/finance/refunds?search=${name}`);
  await expect(rowOf(finance, "Refunds", name)).toContainText("Done");
  await expectAccessible(finance);
  await rowOf(finance, "Refunds", name).getByRole("link", { name }).click();
  await expect(finance).toHaveURL(/\/finance\/payments\/pay_/);
  await expect(finance.getByRole("table", { name: /^Top-up/ })).toContainText("Customer credit");
  await expectAccessible(finance);
  const intent = await finance.locator("code", { hasText: /^pi_/ }).first().textContent();
  const refunds = await page.request.get(`${readDemo().sandbox.url}/v1/refunds?payment_intent=${intent}`, {
    headers: { authorization: "Bearer sk_test_sandbox" },
  });
  const [refund] = (await refunds.json()).data;
  await control(page, `refunds/${refund.id}`, { outcome: "failed" });

  await eventually(finance, `/finance/refunds?state=failed&search=${name}`, async () => {
    await expect(rowOf(finance, "Refunds", name)).toContainText("Failed", { timeout: 2_000 });
  });
  await finance.getByRole("button", { name: "Try again" }).click();
  await finance.getByRole("dialog").getByLabel("Reason").fill("The bank was closed");
  await finance.getByRole("dialog").getByRole("button", { name: "Try again" }).click();
  await expect(finance.getByRole("dialog")).toHaveCount(0);
  await open(finance, `/finance/refunds?search=${name}`);
  await expect(finance.getByRole("table", { name: "Refunds" })).toContainText("tried again");
  await expect(finance.getByRole("table", { name: "Refunds" })).toContainText("another try");
});

test("finance refunds a purchase after seeing what that books", async ({ page, baseURL }) => {
  const { name } = await buyer(page, `Goodwill${run}`, CARD.ordinary);
  const finance = await newPage(page, baseURL);
  await signInAs(finance, "finance");
  const reference = page.getByRole("table", { name: "Payments" }).locator("code", { hasText: /^pay_/ });
  await expect(reference.first()).toBeVisible();
  const paymentId = (await reference.first().textContent()) ?? "";
  await open(finance, "/finance/refunds");
  await finance.getByRole("button", { name: "Refund a purchase" }).click();
  await finance.getByRole("dialog").getByLabel("Payment").fill(paymentId);
  await finance.getByRole("dialog").getByRole("button", { name: "Go on" }).click();
  await expect(finance.getByRole("heading", { name: new RegExp(name) })).toBeVisible();
  await finance.getByRole("button", { name: "Refund", exact: true }).click();
  const dialog = finance.getByRole("dialog");
  await dialog.getByLabel("Amount").fill("7");
  await expect(dialog).toContainText("−$7.00");
  await expect(dialog).toContainText("$13.00");
  await expectAccessible(finance);
  await dialog.getByLabel("Reason").fill("Goodwill");
  await dialog.getByRole("button", { name: "Refund" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(finance.getByRole("table", { name: "Refunds" })).toContainText("Goodwill");
});

test("an operator freezes a suspicious customer's credit, reads the event that warned, and closes the case", async ({
  page,
  baseURL,
}) => {
  const { name, path } = await buyer(page, `Suspect${run}`, CARD.warned);
  const operator = await newPage(page, baseURL);
  await signInAs(operator, "operator");
  const list = `/operator/risk?search=${name}`;
  await eventually(operator, list, async () => {
    await expect(rowOf(operator, "Cases", name)).toContainText("Early fraud warning", { timeout: 2_000 });
  });
  await expectAccessible(operator);
  await operator.getByRole("button", { name: "Freeze credit" }).click();
  await operator.getByRole("dialog").getByLabel("Reason").fill("The name on the card is another");
  await expectAccessible(operator);
  await operator.getByRole("dialog").getByRole("button", { name: "Freeze" }).click();
  await expect(operator.getByRole("dialog")).toHaveCount(0);
  await expect(rowOf(operator, "Cases", name)).toContainText("$20.00 set aside");
  await open(page, `${path}/billing`);
  await expect(page.getByText("is set aside while a payment is contested").first()).toBeVisible();

  const paymentId = (await rowOf(operator, "Cases", name).locator("code").textContent()) ?? "";
  await open(operator, `/operator/events?search=${paymentId}`);
  await expectAccessible(operator);
  await operator.getByRole("table", { name: "Processor events" }).getByRole("link").first().click();
  await expect(operator).toHaveURL(/\/operator\/events\/evt_/);
  await expect(operator.getByText("(not shown)").first()).toBeVisible();
  await expectAccessible(operator);

  await open(operator, list);
  await operator.getByRole("button", { name: "Close" }).click();
  await operator.getByRole("dialog").getByLabel("Reason").fill("The customer showed the card");
  await operator.getByRole("dialog").getByRole("button", { name: "Close case" }).click();
  await expect(operator.getByRole("dialog")).toHaveCount(0);
  await open(operator, `${list}&state=closed`);
  await expect(rowOf(operator, "Cases", name)).toContainText("The customer showed the card");
  await operator.setViewportSize(PHONE);
  await expectAccessible(operator);
  await reopen(page);
  await expect(page.getByText("is set aside while a payment is contested")).toHaveCount(0);
});

test("people without the duty find none of it", async ({ page }) => {
  await openAccount(page, "Curious");
  for (const path of ["/finance/disputes", "/finance/refunds", "/finance/payments/pay_any", "/operator/events"])
    expect((await page.request.get(path)).status(), path).toBe(404);
  for (const path of ["disputes", "disputes/du_any/evidence", "refunds", "risk-cases", "stripe-events"])
    expect((await page.request.get(`/api/exports/${path}`)).status(), path).toBe(403);
});
