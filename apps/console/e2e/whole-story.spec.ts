import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import OpenAI from "openai";
import { openAccount } from "./accounts.ts";
import { readDemo, signInAs } from "./demo.ts";
import { open } from "./pages.ts";

/** One provider, one builder and one customer who meet for the first time, and the two who keep the books. */

const MODEL = "openai/gpt-4o-mini";
/** 1,003 × 1.237 and 211 × 3.111 USD per million: 1,897,132 nano; 5 % of it 94,856.6; 20 % of it 379,426.4. */
const CALL = {
  prompt: '[[sandbox {"prompt_tokens":1003,"tokens":211}]] Write about lighthouses.',
  costNano: 1_897_132n,
  feeNano: 94_857n,
  surchargeNano: 379_426n,
  chargeNano: 2_371_415n,
};
const CREDIT_NANO = 25_000_000_000n;
const run = Date.now().toString(36);

const amount = (within: Page | Locator, nano: bigint) => within.locator(`data[value="${nano}"]`).first();

async function newPerson(browser: Browser, name: string): Promise<{ page: Page; path: string }> {
  const page = await (await browser.newContext({ baseURL: readDemo().console.url })).newPage();
  const { path } = await openAccount(page, name);
  return { page, path };
}

async function signedIn(browser: Browser, role: "finance" | "operator"): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: readDemo().console.url })).newPage();
  await signInAs(page, role);
  return page;
}

/** Figures that background work brings up to date: look again until they are there. */
async function eventually(page: Page, address: string, look: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await open(page, address);
    await look();
  }).toPass({ timeout: 60_000 });
}

async function registerEndpoint(page: Page, path: string): Promise<string> {
  const slug = `story-${run}`;
  await open(page, `${path}/endpoints`);
  await page.getByLabel("Name", { exact: true }).fill(`Story ${run}`);
  await page.getByLabel("Short name").fill(slug);
  await page.getByRole("button", { name: "Set up provider" }).click();
  await page
    .getByRole("link", { name: /Register/ })
    .first()
    .click();
  await page.getByLabel("Model", { exact: true }).fill(MODEL);
  await page.getByLabel("Its name in your API").fill("lighthouse-mini");
  await page.getByLabel("Address").fill(`${readDemo().sandbox.url}/providers/demo-harbor/v1`);
  await page.getByLabel("Key").fill("sk-demo-story");
  await page.getByRole("button", { name: "Next: prices" }).click();
  await page.getByLabel("Input", { exact: true }).fill("1.237");
  await page.getByLabel("Output", { exact: true }).fill("3.111");
  await page.getByRole("button", { name: "Register and probe" }).click();
  await expect(page.getByText("is registered")).toBeVisible();
  await expect(page.getByText("An operator looks at it.")).toBeVisible();
  return slug;
}

async function approveEndpoint(page: Page): Promise<void> {
  await open(page, "/operator/endpoints");
  await page
    .getByRole("link", { name: new RegExp(`Story ${run}`) })
    .first()
    .click();
  // The list can approve as well, and is still there until the endpoint's own page is.
  await page.waitForURL(/\/operator\/endpoints\/end_/);
  await page.getByRole("button", { name: "Approve" }).click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: /Approve/ });
  await confirm.or(page.getByText("Approved").first()).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await expect(page.getByText("Approved").first()).toBeVisible();
}

async function offerApp(page: Page, path: string): Promise<{ connect: string }> {
  await open(page, `${path}/apps/new`);
  await page.getByLabel("Name").fill(`Beacon ${run}`);
  await page.getByLabel("Address", { exact: false }).first().fill("https://beacon.example.com");
  await page.getByRole("button", { name: "Register app" }).click();
  await page.waitForURL(/\/apps\/app_/);
  const appPath = new URL(page.url()).pathname;
  await open(page, `${appPath}/margin`);
  await page.getByLabel("Percentage").fill("20");
  await page.getByRole("button", { name: "Publish margin" }).click();
  await expect(page.getByText("The new margin is in force").first()).toBeVisible();
  return { connect: `/connect/${appPath.split("/").at(-1)}` };
}

async function buyCredit(page: Page, path: string): Promise<void> {
  await open(page, `${path}/billing`);
  await page.getByRole("button", { name: "$25", exact: true }).click();
  await page.getByRole("button", { name: "Go to payment" }).click();
  await page.waitForURL(/checkout\/c\/pay/);
  await page.getByLabel("Card number").fill("4242 4242 4242 4242");
  await page.getByLabel("Expiry").fill("12 / 34");
  await page.getByLabel("CVC").fill("123");
  await page.getByRole("button", { name: /^Pay / }).click();
  await page.waitForURL(/\/billing/);
  await eventually(page, `${path}/billing`, async () => {
    await expect(amount(page.locator("main"), CREDIT_NANO)).toBeVisible({ timeout: 3_000 });
  });
}

async function connect(page: Page, link: string): Promise<string> {
  await open(page, link);
  await expect(page.getByRole("region", { name: "What its calls cost" })).toContainText("20%");
  await page.getByRole("button", { name: "Accept and connect" }).click();
  return (await page.locator("[data-secret]").textContent()) ?? "";
}

/** Calls through the app's key, once whole and once streamed. Returns the ids of both. */
async function callTwice(key: string, slug: string): Promise<string[]> {
  const client = new OpenAI({ baseURL: readDemo().api.baseUrl, apiKey: key, maxRetries: 0 });
  const messages = [{ role: "user" as const, content: CALL.prompt }];
  const only = { provider: { only: [slug] } };
  const whole = await client.chat.completions.create({ model: MODEL, messages, ...only });
  expect(whole.usage).toMatchObject({
    prompt_tokens: 1003,
    completion_tokens: 211,
    cost: 0.002371415,
    cost_details: { provider_cost: 0.001897132, platform_fee: 0.000094857, surcharge: 0.000379426 },
  });
  const stream = await client.chat.completions.create({ model: MODEL, messages, stream: true, ...only });
  let id = "";
  let cost: unknown;
  let text = "";
  for await (const chunk of stream) {
    id = chunk.id;
    text += chunk.choices[0]?.delta.content ?? "";
    if (chunk.usage && "cost" in chunk.usage) cost = chunk.usage.cost;
  }
  expect(cost).toBe(0.002371415);
  expect(text).toBe(whole.choices[0]?.message.content);
  return [whole.id, id];
}

async function readReceipt(page: Page, path: string, id: string): Promise<void> {
  await eventually(page, `${path}/calls/${id}`, async () => {
    await expect(amount(page, CALL.chargeNano)).toBeVisible({ timeout: 3_000 });
  });
  for (const nano of [CALL.costNano, CALL.feeNano, CALL.surchargeNano]) await expect(amount(page, nano)).toBeVisible();
}

test("a customer buys credit, calls through a builder's app, and everyone's share is right to the nano", async ({
  browser,
}) => {
  const provider = await newPerson(browser, "Provider");
  const slug = await registerEndpoint(provider.page, provider.path);
  await approveEndpoint(await signedIn(browser, "operator"));
  const builder = await newPerson(browser, "Builder");
  const { connect: link } = await offerApp(builder.page, builder.path);
  const customer = await newPerson(browser, "Customer");
  await buyCredit(customer.page, customer.path);
  const key = await connect(customer.page, link);

  const ids = await callTwice(key, slug);
  for (const id of ids) await readReceipt(customer.page, customer.path, id);
  await open(customer.page, `${customer.path}/billing`);
  await expect(amount(customer.page, CREDIT_NANO - 2n * CALL.chargeNano)).toBeVisible();

  await eventually(provider.page, `${provider.path}/earnings/provider`, async () => {
    await expect(amount(provider.page, 2n * CALL.costNano)).toBeVisible({ timeout: 3_000 });
  });
  await eventually(builder.page, `${builder.path}/earnings/builder`, async () => {
    await expect(amount(builder.page, 2n * CALL.surchargeNano)).toBeVisible({ timeout: 3_000 });
  });

  const finance = await signedIn(browser, "finance");
  await open(finance, `/finance/payouts?month=${new Date().toISOString().slice(0, 7)}`);
  const statements = finance.getByRole("table", { name: /^Statements of/ });
  await expect(amount(statements, 2n * CALL.costNano)).toBeVisible();
  await expect(amount(statements, 2n * CALL.surchargeNano)).toBeVisible();
  await open(finance, "/finance/trial-balance");
  await expect(finance.locator("[data-difference-nano]")).toHaveAttribute("data-difference-nano", "0");
});
