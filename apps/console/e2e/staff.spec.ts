import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { readDemo, signInAs } from "./demo.ts";
import { open, reopen } from "./pages.ts";

const PHONE = { width: 390, height: 844 };

/** Distinguishes what this run makes from what earlier ones in the same instance made. */
const run = `${Date.now().toString(36)}${process.pid}`.toUpperCase();

async function newPage(page: Page, baseURL: string | undefined): Promise<Page> {
  const context = await page.context().browser()?.newContext({ baseURL });
  if (!context) throw new Error("no browser");
  return await context.newPage();
}

test("an operator makes a code, a customer redeems it once, and it is stopped; finance sees what it cost", async ({
  page,
  baseURL,
}) => {
  const code = `HELLO-${run}`;
  await signInAs(page, "operator");
  await open(page, "/operator/promotions");
  await page.getByRole("button", { name: "Create a code" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create code" }).click();
  await expect(dialog.getByText("Enter an amount in USD").first()).toBeVisible();
  await dialog.getByLabel("Code").fill(code.toLowerCase());
  await dialog.getByLabel("Credit per workspace").fill("7.5");
  await dialog.getByLabel("For at most").fill("3");
  await dialog.getByLabel("What it is for").fill("A welcome of this test");
  await dialog.getByRole("button", { name: "Create code" }).click();
  await expect(dialog).toHaveCount(0);
  const row = page.getByRole("table", { name: "Promotional codes" }).getByRole("row", { name: new RegExp(code) });
  await expect(row).toContainText("0 of 3");
  await expectAccessible(page);

  const customer = await newPage(page, baseURL);
  const { path } = await openAccount(customer, "Redeemer");
  await open(customer, `${path}/billing`);
  await customer.getByLabel("Promotional code").fill(code);
  await customer.getByRole("button", { name: "Redeem", exact: true }).click();
  await expect(customer.getByRole("table", { name: "Promotional credit" })).toContainText("A welcome of this test");

  await reopen(page);
  await expect(row).toContainText("1 of 3");
  await row.getByRole("button", { name: `Stop ${code}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop code" }).click();
  await expect(row).toContainText("Stopped");

  await page.getByRole("button", { name: "Grant credit" }).click();
  await dialog.getByLabel("Workspace").fill(path.slice("/w/".length));
  await dialog.getByLabel("Amount").fill("2");
  await dialog.getByLabel("What it is for").fill("Sorry for the outage");
  await dialog.getByRole("button", { name: "Grant credit" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Credit given" })).toContainText("Sorry for the outage");

  const finance = await newPage(page, baseURL);
  await finance.setViewportSize(PHONE);
  await signInAs(finance, "finance");
  await open(finance, "/finance/promotions");
  await expect(finance.getByRole("table", { name: "Credit given" })).toContainText("Sorry for the outage");
  await expectAccessible(finance);
});

test("a call is refunded from its page, with every leg shown before", async ({ page, baseURL }) => {
  await signInAs(page, "customer");
  await open(page, "/w/demo-customer/calls?outcome=completed");
  const href = await page.getByRole("table", { name: "Calls" }).getByRole("link").first().getAttribute("href");
  const callId = href?.split("/").at(-1) ?? "";
  expect(callId).toMatch(/^gen-/);

  const finance = await newPage(page, baseURL);
  await signInAs(finance, "finance");
  await open(finance, `/finance/calls/${callId}`);
  await expectAccessible(finance);
  await finance.getByRole("button", { name: "Refund" }).click();
  const dialog = finance.getByRole("dialog");
  await dialog.getByLabel("Amount").fill("0.000000001");
  // The preview of one nano takes from one leg alone.
  await expect(dialog.locator("data[value='-1']")).toHaveCount(1);
  await expectAccessible(finance);
  await dialog.getByLabel("Reason").fill(`Cut off, says ${run}`);
  await dialog.getByRole("button", { name: "Refund" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(finance.getByRole("table", { name: "Adjustments and refunds" })).toContainText(`Cut off, says ${run}`);
  await open(page, `/w/demo-customer/calls/${callId}`);
  await expect(page.getByText(`Cut off, says ${run}`).filter({ visible: true }).first()).toBeVisible();

  expect((await page.request.get(`/finance/calls/${callId}`)).status()).toBe(404);
});

test("what takes two people waits on the other's desk, and shows what it would book", async ({ page, baseURL }) => {
  await signInAs(page, "finance");
  await open(page, "/finance/adjustments");
  await page.getByRole("button", { name: "New adjustment" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Workspace").fill("demo-customer");
  await dialog.getByLabel("Amount").fill("1.25");
  await dialog.getByLabel("Reason").fill(`Outage, says ${run}`);
  await dialog.getByRole("button", { name: "Ask for it" }).click();
  await expect(dialog).toHaveCount(0);

  const approver = await newPage(page, baseURL);
  await approver.setViewportSize(PHONE);
  await signInAs(approver, "approver");
  await expect(approver).toHaveURL(/\/finance$/);
  await open(approver, "/finance");
  await expectAccessible(approver);
  await open(approver, "/finance/adjustments?status=requested&kind=adjustment");
  await expectAccessible(approver);
  const line = approver.getByRole("row", { name: new RegExp(`Outage, says ${run}`) });
  await line.getByRole("link", { name: "Demo Customer" }).click();
  await expect(approver.getByRole("table", { name: "What it would book" })).toContainText("Customer credit");
  await expectAccessible(approver);
  await approver.getByRole("button", { name: "Approve", exact: true }).click();
  await approver.getByRole("dialog").getByLabel("Reason").fill("Seen in the incident log");
  await approver.getByRole("dialog").getByRole("button", { name: "Approve and post" }).click();
  await expect(approver.getByRole("table", { name: "What it booked" })).toContainText("Customer credit");
});

test("a key is bound to a model and rotated, and a session is ended from another device", async ({ page, baseURL }) => {
  const { email, path } = await openAccount(page, "Keeper");
  await open(page, `${path}/keys`);
  await page.getByRole("button", { name: "Create key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Bound");
  await dialog.getByText("Pace, expiry, models and addresses").click();
  await dialog.getByLabel("Models it may call").fill("nobody/nothing");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByText("There is no model “nobody/nothing”.")).toBeVisible();
  await dialog.getByLabel("Models it may call").fill(readDemo().models[0] ?? "");
  await dialog.getByLabel("Where it may be used").fill("203.0.113.0/24");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create key" }).click();
  await dialog.getByRole("button", { name: "I have copied the key" }).click();
  const row = page.getByRole("table", { name: "API keys" }).getByRole("row", { name: /Bound/ });
  await expect(row).toContainText("only 1 model");
  await row.getByRole("button", { name: "Actions for Bound" }).click();
  await page.getByRole("menuitem", { name: "Rotate" }).click();
  await dialog.getByRole("button", { name: "Rotate key" }).click();
  const secret = await dialog.locator("[data-secret]").textContent();
  await dialog.getByRole("button", { name: "I have copied the key" }).click();
  await expect(row).toContainText("works until");
  // The dialog has no button of its own: the focus goes back to the menu it was chosen in.
  await row.getByRole("button", { name: "Actions for Bound" }).press("Enter");
  await page.getByRole("menuitem", { name: "Name and limits" }).press("Enter");
  await expect(dialog.getByLabel("Models it may call")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row.getByRole("button", { name: "Actions for Bound" })).toBeFocused();
  const { api } = readDemo();
  const ask = () =>
    page.request.post(`${api.baseUrl}/chat/completions`, {
      headers: { authorization: `Bearer ${secret}` },
      data: { model: readDemo().models[0], messages: [{ role: "user", content: "Hello" }] },
    });
  await expect.poll(async () => (await (await ask()).json()).error?.code).toBe("address_not_allowed");

  const phone = await newPage(page, baseURL);
  await phone.setViewportSize(PHONE);
  await open(phone, "/sign-in");
  await phone.getByLabel("E-mail").fill(email);
  await phone.getByLabel("Password").fill("four words make a password");
  await phone.getByRole("button", { name: "Sign in" }).click();
  await phone.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await open(phone, "/account");
  await expectAccessible(phone);
  await phone.getByRole("button", { name: "Sign out everywhere else" }).click();
  await phone.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(phone.getByRole("table", { name: "Sessions" }).getByRole("row")).toHaveCount(2);
  await page.goto(`${path}/keys`);
  await expect(page).toHaveURL(/\/sign-in/);
});
