import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { open } from "./pages.ts";

const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

test("anyone ticks models in the list, compares them and changes the choice", async ({ page }) => {
  await open(page, "/models?q=gpt-4o");
  const boxes = page.getByRole("checkbox", { name: /^Compare / });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("button", { name: "Compare the ticked models" }).click();
  await expect(page).toHaveURL(/\/models\/compare\?m=.*&m=/);
  const table = page.getByRole("region", { name: "Models side by side" });
  await expect(table.getByRole("columnheader", { name: /GPT/i })).toHaveCount(2);
  await expect(table.getByRole("row", { name: /^Input/ })).toContainText("$");
  await page.getByRole("combobox", { name: "Add a model" }).click();
  await page.getByRole("option").first().click();
  await expect(page).toHaveURL(/m=.*&m=.*&m=/);
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
  }
  await page
    .getByRole("link", { name: /^Take .* out$/ })
    .first()
    .click();
  await expect(page).toHaveURL(/^(?!.*m=.*&m=.*&m=).*m=.*&m=/);
  await open(page, "/models/compare?m=acme/none");
  await expect(page.getByRole("note")).toContainText("acme/none");
  await expect(page.getByRole("heading", { name: "Nothing to compare yet" })).toBeVisible();
});

test("comparing works without scripts", async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage();
  await page.goto("/models?q=gpt-4o");
  await page
    .getByRole("checkbox", { name: /^Compare / })
    .first()
    .check();
  await page.getByRole("button", { name: "Compare the ticked models" }).click();
  await expect(page.getByRole("region", { name: "Models side by side" })).toBeVisible();
});

test("providers are found with what they offer and how they do", async ({ page, request }) => {
  await open(page, "/");
  await page.getByRole("contentinfo").getByRole("link", { name: "Providers" }).click();
  await expect(page).toHaveURL(/\/providers$/);
  const table = page.getByRole("table", { name: "Providers" });
  await table
    .getByRole("link", { name: /^Demo / })
    .first()
    .click();
  await expect(page).toHaveURL(/\/providers\/[\w-]+$/);
  await expect(page.getByText("Demo", { exact: true })).toBeVisible();
  await expect(page.getByRole("table", { name: "Models of this provider" }).getByRole("row").nth(1)).toBeVisible();
  expect(await (await request.get("/sitemap.xml")).text()).toContain(new URL(page.url()).pathname);
  expect((await request.get("/providers/nobody")).status()).toBe(404);
});

test("pricing shows the real fee, an exact call and a calculator that says what is wrong", async ({ page }) => {
  await open(page, "/pricing");
  await expect(page.getByRole("heading", { name: "A call, to the last digit" })).toBeVisible();
  const cost = page.getByText("1,000 calls").locator("..");
  await expect(cost).toContainText("$");
  const before = await cost.textContent();
  await page.getByLabel("App’s margin in %").fill("50");
  await expect(cost).not.toHaveText(before ?? "");
  await page.getByLabel("Input tokens").fill("many");
  await expect(page.getByLabel("Input tokens")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Input tokens").fill("10");
  await page.getByLabel("App’s margin in %").fill("9999");
  await expect(page.getByText("Enter a percentage of at most 1000.")).toBeVisible();
});

test("the market's pages are accessible on a desk and on a phone", async ({ page }) => {
  for (const viewport of VIEWPORTS) {
    await page.setViewportSize(viewport);
    for (const address of ["/providers", "/providers/demo-ember", "/pricing", "/models/compare"]) {
      await open(page, address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  }
});
