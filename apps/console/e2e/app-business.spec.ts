import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { signInAs } from "./demo.ts";
import { open } from "./pages.ts";

const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

test("a builder tries a margin on real traffic and takes it to the editor", async ({ page }) => {
  const appPath = await openFirstApp(page);
  await page.getByRole("link", { name: "Margin lab" }).click();
  const result = page.getByRole("complementary", { name: "What it would have brought" });
  await expect(result).toContainText("You would have earned");
  await page.getByLabel("Percentage").fill("95");
  await expect(result).toContainText("against today’s margin");
  await expect(result).toContainText("Rests on consent");
  await expect(page).toHaveURL(/proposal=/);
  await expect(page.getByRole("table", { name: "Revenue by customer" })).toContainText("Must accept");
  await expect(page.getByRole("table", { name: "Revenue by model" })).toContainText("Together");
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
  }
  await page.getByLabel("Percentage").fill("lots");
  await expect(page.getByLabel("Percentage")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Percentage").fill("95");
  await expect(page.getByLabel("Percentage")).not.toHaveAttribute("aria-invalid", "true");
  await page.getByRole("link", { name: "Take to the editor" }).click();
  await expect(page).toHaveURL(new RegExp(`${appPath}/margin\\?proposal=`));
  await expect(page.getByLabel("Percentage")).toHaveValue("95");
  await expect(page.getByRole("button", { name: "Publish margin" })).toBeEnabled();
});

test("a builder sees the app's customers, narrows them, opens one and downloads the list", async ({ page }) => {
  const appPath = await openFirstApp(page);
  await open(page, appPath.replace(/\/apps\/.*$/, ""));
  await expect(page.getByRole("heading", { name: "Your apps earned" })).toBeVisible();
  await open(page, appPath);
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  const table = page.getByRole("table", { name: "Customers" });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  const name = (await table.getByRole("link").first().textContent()) ?? "";
  await page.getByRole("combobox", { name: "Consent" }).click();
  await page.getByRole("option", { name: "Disconnected" }).click();
  await expect(page).toHaveURL(/state=revoked/);
  await expect(page.getByRole("heading", { name: "No customer is like that" })).toBeVisible();
  await page.getByRole("combobox", { name: "Consent" }).click();
  await page.getByRole("option", { name: "Any" }).click();
  await expect(page).not.toHaveURL(/state=/);
  await page.getByRole("searchbox", { name: "Customer" }).fill(name.slice(0, 5));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^tollgate-app-customers-.*\.csv$/);
  await table.getByRole("link", { name }).click();
  await expect(page).toHaveURL(new RegExp(`${appPath}/customers/wsp_`));
  await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
  await page.getByRole("link", { name: "What their calls were for" }).click();
  await expect(page).toHaveURL(/attribution\?.*customer=wsp_/);
});

test("an app shown to everybody is found in the directory, with its margin and the way to connect", async ({
  page,
  browser,
  baseURL,
}) => {
  const appPath = await openFirstApp(page);
  const name = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await open(page, `${appPath}/settings`);
  const listed = page.getByRole("switch", { name: "Show this app to everybody" });
  if (!(await listed.isChecked())) await listed.click();
  await expect(page.getByRole("link", { name: "Its page in the directory" })).toBeVisible();

  const visitor = await (await browser.newContext({ baseURL })).newPage();
  await open(visitor, "/apps");
  for (const viewport of VIEWPORTS) {
    await visitor.setViewportSize(viewport);
    await expectAccessible(visitor);
  }
  await visitor.getByRole("searchbox", { name: "Search apps" }).fill(name.slice(0, 6));
  await visitor.keyboard.press("Enter");
  await expect(visitor).toHaveURL(/\?q=/);
  await visitor.getByRole("list", { name: "Apps" }).getByRole("link", { name }).click();
  await expect(visitor.getByRole("heading", { level: 1, name })).toBeVisible();
  await expectAccessible(visitor);
  expect(await (await visitor.request.get("/sitemap.xml")).text()).toContain(new URL(visitor.url()).pathname);
  await visitor.getByRole("link", { name: "Connect", exact: true }).click();
  await expect(visitor).toHaveURL(/connect(?:\/|%2F)app_/);
  expect((await visitor.request.get("/apps/app_none")).status()).toBe(404);
});

test("an app's business pages are accessible on a desk and on a phone", async ({ page }) => {
  const appPath = await openFirstApp(page);
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    for (const tab of ["/customers", "/attribution", "/attribution?by=user&days=7", "/lab"]) {
      await open(page, appPath + tab);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  }
});

async function openFirstApp(page: Page): Promise<string> {
  await signInAs(page, "builder");
  const home = await page.request.get("/home", { maxRedirects: 0 });
  await open(page, `${new URL(home.headers().location ?? "/", page.url()).pathname}/apps`);
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page).toHaveURL(/\/apps\/app_\w+$/);
  return new URL(page.url()).pathname;
}
