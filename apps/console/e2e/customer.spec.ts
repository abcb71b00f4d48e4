import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import OpenAI from "openai";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { readDemo, signInAs } from "./demo.ts";
import { open, reopen } from "./pages.ts";
import { buyCredit } from "./purchases.ts";

const MODEL = "openai/gpt-4o-mini";
const PHONE = { width: 390, height: 844 };

/** What a form says beside the field at fault. */
const refusal = (within: Page | Locator) => within.locator('p[role="alert"]');

/** Figures that background work brings up to date: look again until they are there. */
async function eventually(page: Page, address: string, look: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await open(page, address);
    await look();
  }).toPass({ timeout: 60_000 });
}

/** Creates a key through the dialog. Returns its secret. */
async function createKey(page: Page, path: string, name: string): Promise<string> {
  await open(page, `${path}/keys`);
  await page.getByRole("button", { name: "Create key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const secret = await dialog.locator("[data-secret]").textContent();
  await expect(dialog.getByRole("button", { name: "Copy key" })).toBeFocused();
  await dialog.getByRole("button", { name: "I have copied the key" }).click();
  await expect(page.getByRole("table").getByText(name)).toBeVisible();
  await expect(page.locator(":focus")).toHaveCount(1);
  return secret ?? "";
}

test("signing up explains what is wrong beside the field and opens nothing", async ({ page }) => {
  await open(page, "/sign-up");
  const send = page.getByRole("button", { name: "Open account" });
  await send.click();
  await expect(refusal(page)).toHaveCount(3);
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("E-mail").fill("ada@");
  await page.getByLabel("Password").fill("short");
  await send.click();
  await expect(refusal(page)).toHaveText([/whole e-mail/, /at least 10/i]);
  await page.getByLabel("E-mail").fill(readDemo().users.customer.email);
  await page.getByLabel("Password").fill("four words make a password");
  await send.click();
  await expect(refusal(page)).toHaveText(/already has an account/);
  await expect(page).toHaveURL(/sign-up/);
});

test("a wrong password signs nobody in, and says no more than that", async ({ page }) => {
  await open(page, "/sign-in");
  await page.getByLabel("E-mail").fill(readDemo().users.customer.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").first()).toContainText("do not belong together");
  await open(page, "/w/demo-customer/keys");
  await expect(page).toHaveURL(/sign-in\?next=/);
});

test("credit: bad amounts start nothing, a cancelled payment adds nothing, a paid one is there", async ({ page }) => {
  const { path } = await openAccount(page, "Payer");
  await open(page, `${path}/billing`);
  for (const [amount, reason] of [
    ["", /Enter an amount/],
    ["five", /amount in dollars/],
    ["4.99", /at least 5/],
    ["10000.01", /at most 10,?000/],
    ["12.345", /whole cents/],
    ["-25", /amount in dollars/],
  ] as const) {
    await page.getByLabel("Amount", { exact: true }).fill(amount);
    await page.getByRole("button", { name: "Go to payment" }).click();
    await expect(refusal(page)).toHaveText(reason);
  }
  await reopen(page);
  await expect(page.getByText("No payments yet")).toBeVisible();

  await page.getByRole("button", { name: "$10", exact: true }).click();
  await page.getByRole("button", { name: "Go to payment" }).click();
  await page.waitForURL(/checkout\/c\/pay/);
  await page
    .getByRole("link", { name: /cancel|back/i })
    .or(page.getByRole("button", { name: /cancel/i }))
    .first()
    .click();
  await page.waitForURL(/cancelled=1/);
  await expect(page.getByText("nothing was paid")).toBeVisible();
  await expect(page.getByRole("table", { name: "Payments" })).toContainText("Not paid");

  await buyCredit(page, { path, dollars: "12.50" });
  await expect(page.getByText("$12.50 of credit arrived")).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('dl data[value="12500000000"]').first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Payments" })).toContainText("Paid");
});

test("the first day: credit, a key, a call with the SDK, its receipt, and an end to the key", async ({ page }) => {
  const { path } = await openAccount(page, "Newcomer");
  await open(page, path);
  await expect(page.getByText("0 of 4 done")).toBeVisible();
  await buyCredit(page, { path, dollars: "25" });
  await expect(page.getByText("of credit arrived")).toBeVisible({ timeout: 30_000 });

  await open(page, `${path}/keys`);
  await page.getByRole("button", { name: "Create key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Spending limit").fill("lots");
  await dialog.getByText("Pace, expiry, models and addresses").click();
  await dialog.getByLabel("Calls per minute").fill("2.5");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(refusal(dialog)).toHaveCount(3);
  await dialog.getByLabel("Name").fill("Laptop");
  await dialog.getByLabel("Spending limit").fill("5");
  await dialog.getByLabel("Calls per minute").fill("0");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(refusal(dialog)).toHaveText(/whole number from 1/);
  await dialog.getByLabel("Calls per minute").fill("");
  await dialog.getByLabel("Works until").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(refusal(dialog)).toHaveText(/future/);
  await dialog.getByLabel("Works until").fill("");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const secret = (await dialog.locator("[data-secret]").textContent()) ?? "";
  expect(secret).toMatch(/^tg-/);
  await expect(dialog.locator("pre")).toContainText(`${readDemo().api.baseUrl}/chat/completions`);
  await page.keyboard.press("Escape");
  await expect(dialog.locator("[data-secret]")).toBeVisible();
  await dialog.getByRole("button", { name: "I have copied the key" }).click();
  await expect(page.getByRole("table", { name: "API keys" }).getByRole("row")).toHaveCount(2);
  await expect(page.locator("body")).not.toContainText(secret);

  const client = new OpenAI({ baseURL: readDemo().api.baseUrl, apiKey: secret, maxRetries: 0 });
  const prompt = '[[sandbox {"prompt_tokens":1200,"tokens":340}]] Why do bridges hum?';
  const answer = await client.chat.completions.create({ model: MODEL, messages: [{ role: "user", content: prompt }] });
  await eventually(page, `${path}/calls/${answer.id}`, async () => {
    await expect(page.getByText("Who is paid")).toBeVisible({ timeout: 3_000 });
  });
  const legs = await page
    .locator("ul data")
    .evaluateAll((all) => all.map((one) => BigInt(one.getAttribute("value") ?? "0")).map(String));
  const charged = await page
    .getByText("Charged", { exact: true })
    .locator("xpath=..")
    .locator("data")
    .getAttribute("value");
  expect(legs.reduce((sum, leg) => sum + BigInt(leg), 0n)).toBe(BigInt(charged ?? "-1"));
  await expectAccessible(page);

  await open(page, path);
  await expect(page.getByRole("table", { name: "Last calls" })).toContainText("gpt-4o-mini");
  await open(page, `${path}/keys`);
  await page.getByRole("button", { name: "Actions for Laptop" }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByRole("link", { name: "Show 1 revoked key" })).toBeVisible();
  await expect(async () => {
    const call = await client.chat.completions
      .create({ model: MODEL, messages: [{ role: "user", content: "Still there?" }] })
      .catch((error: unknown) => error);
    expect(call).toMatchObject({ status: 401 });
  }).toPass({ timeout: 10_000 });
});

test("a key's limits change only when they make sense", async ({ page }) => {
  const { path } = await openAccount(page, "Limiter");
  await createKey(page, path, "Server");
  await page.getByRole("button", { name: "Actions for Server" }).click();
  await page.getByRole("menuitem", { name: "Name and limits" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("");
  await dialog.getByLabel("Spending limit").fill("1.0000000001");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(refusal(dialog)).toHaveCount(2);
  await reopen(page);
  await expect(page.getByRole("table", { name: "API keys" })).toContainText("No limit");
  await page.getByRole("button", { name: "Actions for Server" }).click();
  await page.getByRole("menuitem", { name: "Name and limits" }).click();
  await dialog.getByLabel("Spending limit").fill("40");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("table", { name: "API keys" }).locator('data[value="40000000000"]')).toBeVisible();
});

test("calls: the address holds every filter, and the export holds the same calls", async ({ page }) => {
  await signInAs(page, "customer");
  const home = new URL(page.url()).pathname;
  await open(page, `${home}/calls`);
  const table = page.getByRole("table", { name: "Calls" });
  const first = await table.getByRole("row").nth(1).getByRole("link").getAttribute("href");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(table.getByRole("row").nth(1).getByRole("link")).not.toHaveAttribute("href", first ?? "");
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page).not.toHaveURL(/after=/);

  await page.getByLabel("Outcome", { exact: true }).click();
  await page.getByRole("option", { name: "Cut off" }).click();
  await expect(page).toHaveURL(/outcome=cut/);
  await reopen(page);
  // The table arrives after the page: its head comes with its rows.
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  const shown = (await table.getByRole("row").count()) - 1;
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(shown + 1);
  expect(lines.slice(1).every((line) => line.includes(",cut,"))).toBe(true);

  await open(page, `${home}/calls?model=nobody/nothing&outcome=won&from=never`);
  await expect(page.getByText("No call matches")).toBeVisible();
  await page.getByRole("link", { name: "Show all calls" }).click();
  await expect(table).toBeVisible();
  await open(page, `${home}/calls/gen-00000000000000000000000000000000`);
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
});

test("a connected app: its cap takes amounts only, and disconnecting ends it", async ({ page }) => {
  const { path } = await openAccount(page, "Connector");
  await open(page, `${path}/connected-apps`);
  await expect(page.getByText("No app is connected")).toBeVisible();
  await open(page, `/connect/${readDemo().app.id}`);
  await page.getByRole("button", { name: "Accept and connect" }).click();
  await expect(page.locator("[data-secret]")).toBeVisible();
  await open(page, `${path}/connected-apps`);
  const card = page.getByRole("region").filter({ hasText: "Connected" }).first();
  await card.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Monthly cap" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Cap").fill("a lot");
  await dialog.getByRole("button", { name: "Save cap" }).click();
  await expect(refusal(dialog)).toHaveText(/amount in dollars/);
  await dialog.getByLabel("Cap").fill("75");
  await dialog.getByRole("button", { name: "Save cap" }).click();
  await expect(page.locator('data[value="75000000000"]')).toBeVisible();
  await card.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Disconnect" }).click();
  await dialog.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("No app is connected")).toBeVisible();
  await page.getByRole("link", { name: "Show 1 disconnected app" }).click();
  await expect(page.getByText("Disconnected").first()).toBeVisible();
});

test("settings: names are checked, and another workspace is a click away", async ({ page }) => {
  const { path } = await openAccount(page, "Settler");
  await open(page, `${path}/settings`);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("   ");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(refusal(page)).toHaveText(/Enter a name/);
  await name.fill("x".repeat(81));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(refusal(page)).toHaveText(/at most 80/);
  await reopen(page);
  await expect(name).toHaveValue("Settler’s workspace");
  await name.fill("Lighthouse Works");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("complementary")).toContainText("Lighthouse Works");

  await page.getByRole("button", { name: "Create a workspace" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create workspace" }).click();
  await expect(refusal(dialog)).toHaveText(/Enter a name/);
  await dialog.getByLabel("Name").fill("Second Works");
  await dialog.getByRole("button", { name: "Create workspace" }).click();
  await page.waitForURL(/second-works/);
  await expect(page.getByText("0 of 4 done")).toBeVisible();
});

test("every customer page is accessible, on a desk and on a phone, by day and by night", async ({ page }) => {
  await signInAs(page, "customer");
  const home = new URL(page.url()).pathname;
  const paths = ["", "/models", "/keys", "/calls", "/connected-apps", "/billing", "/alerts", "/webhooks", "/settings"];
  for (const path of paths) {
    await open(page, home + path);
    await expect(page.locator("main h1")).toBeVisible();
    await expectAccessible(page);
  }
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: "dark" });
  for (const path of paths) {
    await open(page, home + path);
    await expect(page.locator("main h1")).toBeVisible();
    await expectAccessible(page);
  }
});
