import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { open, reopen } from "./pages.ts";

test("anyone finds a model by search, features and price, and the address says what is shown", async ({ page }) => {
  await open(page, "/models");
  await page.getByRole("searchbox", { name: "Search models" }).fill("gpt-4o");
  await expect(page).toHaveURL(/q=gpt-4o/);
  await page.getByRole("navigation", { name: "Features" }).getByRole("link", { name: "Vision" }).click();
  await expect(page).toHaveURL(/features=vision/);
  await page.getByRole("combobox", { name: "Sort by" }).click();
  await page.getByRole("option", { name: "Input price, low first" }).click();
  await expect(page).toHaveURL(/q=gpt-4o&features=vision&sort=input/);
  await expect(page.getByRole("table", { name: "Models" }).getByRole("row").nth(1)).toContainText("openai/gpt-4o");

  await reopen(page);
  await expect(page.getByRole("searchbox", { name: "Search models" })).toHaveValue("gpt-4o");
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/models\?sort=input$/);
  await expect(page.getByRole("searchbox", { name: "Search models" })).toHaveValue("");
});

test("a model is found by what it gives and how private it is, and its page leads to the playground", async ({
  page,
}) => {
  await open(page, "/models?policy=zero_retention");
  await expect(page.getByRole("combobox", { name: "Data policy" })).toContainText("Keeps nothing");
  await page.getByRole("combobox", { name: "Gives" }).click();
  await page.getByRole("option", { name: "Text", exact: true }).click();
  await expect(page).toHaveURL(/\/models\?kind=chat&policy=zero_retention$/);
  await page.getByRole("navigation", { name: "Features" }).getByRole("link", { name: "Open weights" }).click();
  await expect(page).toHaveURL(/kind=chat&features=open_weights&policy=zero_retention$/);
  await page.getByRole("table", { name: "Models" }).locator("tbody a").first().click();
  await page.getByRole("link", { name: "Try it in the playground" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fplayground%3Fmodels%3D/);
});

test("the list is there without scripts, in pages that never show a model twice", async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage();
  const seen: string[] = [];
  for (let address: string | null = "/models"; address !== null; ) {
    await page.goto(address);
    const rows = page.getByRole("table", { name: "Models" }).locator("tbody a");
    for (const href of await rows.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? "")))
      seen.push(href);
    const next = page.getByRole("link", { name: "Next", exact: true });
    address = (await next.count()) > 0 ? await next.getAttribute("href") : null;
  }
  expect(seen.length).toBeGreaterThanOrEqual(150);
  expect(new Set(seen).size).toBe(seen.length);
});

test("a model's page names who serves it at which price, labels demo providers and shows a call", async ({ page }) => {
  await open(page, "/models?q=openai%2Fgpt-4o-mini");
  await page.locator('a[href="/models/openai/gpt-4o-mini"]').first().click();
  await expect(page).toHaveURL(/\/models\/openai\/gpt-4o-mini$/);
  const providers = page.getByRole("table", { name: "Providers" });
  await expect(providers.getByText("Demo", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("note")).toContainText("stand-ins");
  await page.getByRole("button", { name: "curl" }).click();
  await expect(page.locator("pre")).toContainText("/v1/chat/completions");
  await expect(page.locator("pre")).toContainText("openai/gpt-4o-mini");
});

test("a search without a match says how to go on, and an unknown model is not found", async ({ page, request }) => {
  await open(page, "/models?q=nothing-is-called-this&context=wrong&page=99");
  await expect(page.getByRole("heading", { name: "No model is like that" })).toBeVisible();
  await page.getByRole("link", { name: "Show all models" }).click();
  await expect(page.getByRole("table", { name: "Models" })).toBeVisible();
  expect((await request.get("/models/acme/nothing")).status()).toBe(404);
});

test("search engines are shown the models and kept out of people's workspaces", async ({ request }) => {
  expect(await (await request.get("/robots.txt")).text()).toContain("Disallow: /w/");
  const sitemap = await (await request.get("/sitemap.xml")).text();
  expect(sitemap).toContain("/models/openai/gpt-4o-mini</loc>");
});

test("the catalogue is accessible on a desk and on a phone", async ({ page }) => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    for (const address of ["/models", "/models?q=nothing-is-called-this", "/models/openai/gpt-4o-mini"]) {
      await open(page, address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  }
});
