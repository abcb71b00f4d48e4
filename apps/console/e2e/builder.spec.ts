import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { open, reopen } from "./pages.ts";

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

/** Registers an app and stays on its page. */
async function registerApp(page: Page, workspacePath: string, name: string): Promise<string> {
  await open(page, `${workspacePath}/apps`);
  await page.getByRole("link", { name: /Register/ }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Address", { exact: false }).first().fill("https://inkwell.example.com");
  await page.getByLabel("Callback address").fill("https://inkwell.example.com/connected");
  await page.getByRole("button", { name: "Register app" }).click();
  await expect(page).toHaveURL(/\/apps\/app_/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Opens the margin editor; the worked call says that it is ready. */
async function openMarginEditor(page: Page, appPath: string): Promise<void> {
  await open(page, `${appPath}/margin`);
  await expect(page.getByRole("complementary", { name: "What it means" })).toContainText("Customer pays");
}

async function publishMargin(page: Page, appPath: string, percent: string): Promise<void> {
  await openMarginEditor(page, appPath);
  await page.getByLabel("Percentage").fill(percent);
  await page.getByRole("button", { name: "Publish margin" }).click();
}

async function connectLinkOf(page: Page, appPath: string): Promise<string> {
  await open(page, appPath);
  const link = await page.locator("code", { hasText: "/connect/app_" }).first().textContent();
  return new URL(link ?? "").pathname;
}

/** A UTC day as date fields take it. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** A number at the head of an app's page; the copy that is still arriving does not count. */
function statOf(page: Page, label: string): Locator {
  return page.getByText(label).filter({ visible: true }).first().locator("..");
}

/** A new customer who follows a connect link without an account. */
async function newCustomerAt(browser: Browser, baseURL: string | undefined, link: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await open(page, link);
  await page.getByRole("link", { name: "Open an account" }).click();
  await expect(page).toHaveURL(/sign-up/);
  await openAccount(page, "Customer");
  await expect(page).toHaveURL(new RegExp(link));
  return page;
}

test("a customer who follows an app's link agrees to its margin and gets the app's key, once", async ({
  page,
  browser,
  baseURL,
}) => {
  const { path } = await openAccount(page, "Builder");
  await open(page, `${path}/apps`);
  await expect(page.getByRole("heading", { name: "Your first app" })).toBeVisible();
  const appPath = await registerApp(page, path, "Inkwell");

  await page.getByRole("link", { name: "Margin", exact: true }).click();
  await page.getByLabel("Percentage").fill("12.5");
  const meaning = page.getByRole("complementary", { name: "What it means" });
  await expect(meaning).toContainText("$0.001250");
  await expect(meaning).toContainText("Applies at once");
  await page.getByRole("button", { name: "Publish margin" }).click();
  await expect(page.getByText("The new margin is in force").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Published margins" })).toContainText("12.5%");

  const customer = await newCustomerAt(browser, baseURL, await connectLinkOf(page, appPath));
  await expect(customer.getByRole("heading", { level: 1 })).toContainText("Inkwell wants you to pay");
  await expect(customer.getByRole("region", { name: "What its calls cost" })).toContainText("12.5%");
  await customer.getByLabel("Monthly limit").fill("5");
  await customer.getByRole("button", { name: "Accept and connect" }).click();
  await expect(customer.getByRole("heading", { name: "Inkwell is connected" })).toBeFocused();
  await expect(customer.locator("[data-secret]")).toHaveText(/^tg-[\w-]{40,}$/);
  await expect(customer.getByRole("link", { name: "Return to Inkwell" })).toHaveAttribute(
    "href",
    "https://inkwell.example.com/connected",
  );

  await reopen(customer);
  await expect(customer.getByText("Active")).toBeVisible();
  await expect(customer.locator("[data-secret]")).toHaveCount(0);
  await expect(customer.getByText("$5.00")).toBeVisible();
  await open(page, appPath);
  await expect(statOf(page, "Customers connected")).toContainText("1");
});

test("a higher margin is announced, asked for and never applied in silence", async ({ page, browser, baseURL }) => {
  const { path } = await openAccount(page, "Builder");
  const appPath = await registerApp(page, path, "Quill");
  await publishMargin(page, appPath, "10");
  await expect(page.getByText("The new margin is in force").first()).toBeVisible();
  const link = await connectLinkOf(page, appPath);
  const customer = await newCustomerAt(browser, baseURL, link);
  await customer.getByRole("button", { name: "Accept and connect" }).click();
  await expect(customer.locator("[data-secret]")).toBeVisible();

  await openMarginEditor(page, appPath);
  await page.getByLabel("Percentage").fill("25");
  await expect(page.getByRole("complementary", { name: "What it means" })).toContainText("your one customer");
  await page.getByRole("button", { name: "Publish margin" }).click();
  const dialog = page.getByRole("dialog", { name: "Announce a higher margin?" });
  await expect(dialog).toContainText("14 days’ notice");
  await dialog.getByRole("button", { name: "Announce margin" }).click();
  const published = page.getByRole("table", { name: "Published margins" });
  await expect(published.getByRole("row", { name: /25%/ })).toContainText("needs consent");
  await open(page, appPath);
  await expect(statOf(page, "Margin in force")).toContainText("10%");
  await expect(statOf(page, "Announced margin")).toContainText("25%");

  await open(customer, link);
  await expect(customer.getByRole("heading", { level: 1 })).toContainText("Quill asks for a higher margin");
  await customer.getByRole("button", { name: "Accept the new margin" }).click();
  await expect(customer.getByRole("heading", { level: 1 })).toContainText("Quill is connected");

  await openMarginEditor(page, appPath);
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog", { name: "Withdraw version 3?" }).getByRole("button", { name: "Withdraw" }).click();
  await expect(published.getByRole("row", { name: /25%/ })).toContainText("Withdrawn");
  await expect(published.getByRole("row", { name: /10%/ })).toContainText("In force");
  await open(customer, link);
  await expect(customer.getByText("10%")).toBeVisible();
});

test("a margin has parts per kind of unit, terms per model and a day, and its customers see all of it", async ({
  page,
  browser,
  baseURL,
}) => {
  const { path } = await openAccount(page, "Builder");
  const appPath = await registerApp(page, path, "Scribe");
  await openMarginEditor(page, appPath);
  await page.getByLabel("Percentage").fill("10");
  await page.getByText("Parts by kind of unit").click();
  await page.getByLabel("Per image").fill("0.01");
  const meaning = page.getByRole("complementary", { name: "What it means" });
  await expect(meaning.getByRole("list", { name: "Other calls" })).toContainText("$0.014000");

  await page.getByLabel("Model").click();
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Add terms" }).click();
  const own = page.getByRole("group", { name: /^Terms for / });
  await own.getByLabel("Percentage").fill("1001");
  await expect(own.getByLabel("Percentage")).toHaveAttribute("aria-invalid", "true");
  await own.getByLabel("Percentage").fill("5");
  await own.getByLabel("Per image").fill("");
  await expect(meaning.getByRole("listitem").filter({ hasText: "2,000 tokens" })).toContainText("$0.000500");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Publish margin" }).click();
  await expect(page.getByText("The new margin is in force").first()).toBeVisible();

  const customer = await newCustomerAt(browser, baseURL, await connectLinkOf(page, appPath));
  const costs = customer.getByRole("region", { name: "What its calls cost" });
  await expect(costs).toContainText("10% + $0.01 per image");
  await expect(costs).toContainText(/: 5%/);
  await expectAccessible(customer);

  await openMarginEditor(page, appPath);
  await page.getByRole("button", { name: /^Remove / }).click();
  await expect(own).toHaveCount(0);
  await page.getByLabel("Percentage").fill("8");
  await page.getByLabel("First day").fill(dayFromNow(20));
  await expect(meaning).toContainText("Applies on");
  await page.getByRole("button", { name: "Publish margin" }).click();
  const published = page.getByRole("table", { name: "Published margins" });
  await expect(published.getByRole("row", { name: /^8%/ })).toContainText("Announced");
  await expect(published.getByRole("row", { name: /^10%/ })).toContainText("In force");
});

test("an archived app takes no new customers and can come back", async ({ page, browser, baseURL }) => {
  const { path } = await openAccount(page, "Builder");
  const appPath = await registerApp(page, path, "Folio");
  const link = await connectLinkOf(page, appPath);
  await open(page, `${appPath}/settings`);
  await page.getByRole("button", { name: "Archive app" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive app" }).click();
  await expect(page.getByRole("button", { name: "Take back into service" })).toBeVisible();

  const customer = await newCustomerAt(browser, baseURL, link);
  await expect(customer.getByRole("heading", { level: 1 })).toHaveText("This app cannot be connected");
  await page.getByRole("button", { name: "Take back into service" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(page.getByRole("button", { name: "Archive app" })).toBeVisible();
  await reopen(customer);
  await expect(customer.getByRole("heading", { level: 1 })).toContainText("Folio wants you to pay");
});

test("bad input on a builder's forms says what is wrong beside the field and changes nothing", async ({ page }) => {
  const { path } = await openAccount(page, "Builder");
  await open(page, `${path}/apps/new`);
  await page.getByRole("button", { name: "Register app" }).click();
  await expect(page.getByText("Enter a name for the app.")).toBeVisible();
  await expect(page.getByText("Enter the app’s address.")).toBeVisible();
  await page.getByLabel("Name").fill("Inkwell");
  await page.getByLabel("Address", { exact: false }).first().fill("http://inkwell.example.com");
  await page.getByRole("button", { name: "Register app" }).click();
  await expect(page.getByText("starts with https://")).toBeVisible();
  await open(page, `${path}/apps`);
  await expect(page.getByRole("heading", { name: "Your first app" })).toBeVisible();

  const appPath = await registerApp(page, path, "Inkwell");
  await openMarginEditor(page, appPath);
  for (const wrong of ["lots", "-5", "12.555", "1001"]) {
    await page.getByLabel("Percentage").fill(wrong);
    await expect(page.getByLabel("Percentage")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByRole("button", { name: "Publish margin" })).toBeDisabled();
  }
  await page.getByLabel("Percentage").fill("10");
  await page.getByLabel("At least").fill("0.5");
  await page.getByLabel("At most").fill("0.1");
  await expect(page.getByText("The cap must not be below the minimum.")).toBeVisible();
  await reopen(page);
  await expect(page.getByRole("table", { name: "Published margins" }).getByRole("row")).toHaveCount(2);

  await open(page, `${appPath}/settings`);
  await page.getByLabel("Name").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Enter a name for the app.")).toBeVisible();
  await reopen(page);
  await expect(page.getByLabel("Name")).toHaveValue("Inkwell");
});

test("a limit that is no amount connects nothing", async ({ page, browser, baseURL }) => {
  const { path } = await openAccount(page, "Builder");
  const link = await connectLinkOf(page, await registerApp(page, path, "Inkwell"));
  const customer = await newCustomerAt(browser, baseURL, link);
  for (const wrong of ["plenty", "-1", "0.0000000001"]) {
    await customer.getByLabel("Monthly limit").fill(wrong);
    await customer.getByRole("button", { name: "Accept and connect" }).click();
    await expect(customer.getByLabel("Monthly limit")).toHaveAttribute("aria-invalid", "true");
  }
  await reopen(customer);
  await expect(customer.getByRole("heading", { level: 1 })).toContainText("wants you to pay");
});

test("people see only their own workspace's apps", async ({ page, browser, baseURL }) => {
  const { path } = await openAccount(page, "Builder");
  const appPath = await registerApp(page, path, "Inkwell");
  const stranger = await (await browser.newContext({ baseURL })).newPage();
  const other = await openAccount(stranger, "Stranger");
  await open(stranger, appPath);
  await expect(stranger.getByText("There is nothing at this address")).toBeVisible();
  await open(stranger, appPath.replace(path, other.path));
  await expect(stranger.getByText("There is nothing at this address")).toBeVisible();
});

test("a builder's pages and the consent page are accessible on a desk and on a phone", async ({ page }) => {
  const { path } = await openAccount(page, "Builder");
  const appPath = await registerApp(page, path, "Inkwell");
  const link = await connectLinkOf(page, appPath);
  const pages = ["", "/margin", "/integrate", "/test", "/settings"].map((tab) => appPath + tab);
  for (const viewport of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    for (const address of [`${path}/apps`, `${path}/apps/new`, ...pages, link]) {
      await open(page, address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  }
});
