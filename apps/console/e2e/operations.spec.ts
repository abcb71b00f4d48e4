import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { readDemo, signInAs } from "./demo.ts";
import { open } from "./pages.ts";

const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

async function homeOf(page: Page): Promise<string> {
  const home = await page.request.get("/home", { maxRedirects: 0 });
  return new URL(home.headers().location ?? "/", page.url()).pathname;
}

test("an operator sees how the platform does and finds anything by its id", async ({ page }) => {
  await signInAs(page, "operator");
  await open(page, "/operator/health");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Platform health");
  await expect(page.getByText("Calls in flight")).toBeVisible();
  await expect(page.getByRole("table", { name: "Queues" })).toContainText("Money");
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
  }
  const { users, app } = readDemo();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(users.customer.email);
  await page
    .getByRole("option", { name: /Look it up/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/operator\/search\?q=/);
  await expect(page.getByRole("list", { name: "Found" })).toContainText("Person");
  await page.getByRole("textbox", { name: /^Id/ }).fill(app.id);
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("list", { name: "Found" })).toContainText("App");
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
  }
  await page.getByRole("textbox", { name: /^Id/ }).fill("nothing-at-all");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("heading", { name: "Nothing is called that" })).toBeVisible();
});

test("others have no such pages", async ({ page }) => {
  await signInAs(page, "customer");
  for (const address of ["/operator/health", "/operator/search?q=wsp_any"]) {
    await open(page, address);
    await expect(page.getByText("There is nothing at this address")).toBeVisible();
  }
});

test("a provider sees traffic by endpoint, why one was passed over, and tries a price", async ({ page }) => {
  await signInAs(page, "provider");
  const path = await homeOf(page);
  await open(page, `${path}/endpoints`);
  await page.getByRole("link", { name: "Traffic and revenue" }).click();
  const table = page.getByRole("table", { name: "Traffic by endpoint" });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^tollgate-endpoint-traffic-/);
  await table.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Traffic and price" })).toBeVisible();
  await page.getByLabel("Input", { exact: true }).fill("0.01");
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page).toHaveURL(/input=0\.01/);
  await expect(page.getByRole("table", { name: "Prices and their share" })).toContainText("Tried");
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
  }
  await page.getByLabel("Input", { exact: true }).fill("cheap");
  await page.getByRole("button", { name: "Try it" }).click();
  // While the page arrives in pieces, the words stand there a second time, hidden.
  await expect(page.getByText("Enter an amount in USD").filter({ visible: true })).toBeVisible();
  await open(page, `${path}/endpoints/traffic?days=7`);
  await expectAccessible(page);
});
