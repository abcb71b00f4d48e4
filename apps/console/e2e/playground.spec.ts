import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { signInAs } from "./demo.ts";
import { open, reopen } from "./pages.ts";

test("two models answer the same question side by side, each with its receipt, and the address opens them again", async ({
  page,
}) => {
  await signInAs(page, "customer");
  const home = new URL(page.url()).pathname;
  await open(page, `${home}/playground`);
  await page.getByRole("button", { name: "Compare with" }).click();
  await page.getByRole("combobox", { name: "Find a model" }).fill("claude sonnet 4.5");
  await page.keyboard.press("Enter");
  await page.getByLabel("Message").fill('[[sandbox {"tokens":40}]] Why do bridges hum?');
  await page.keyboard.press("Enter");
  const receipts = page.getByRole("link", { name: "Receipt" });
  await expect(receipts).toHaveCount(2);
  await expect(page).toHaveURL(/models=.*claude-sonnet-4\.5/);

  await page.getByRole("button", { name: "Copy as code" }).first().click();
  await expect(page.getByRole("dialog")).toContainText("Why do bridges hum?");
  await page.keyboard.press("Escape");
  const receipt = await receipts.first().getAttribute("href");
  await reopen(page);
  await expect(page.getByRole("region", { name: /Claude Sonnet 4.5/ })).toBeVisible();
  await expect(async () => {
    await open(page, receipt ?? "");
    await expect(page.getByText("Playground").first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

test("a setting that makes no sense says what to enter and is not sent", async ({ page }) => {
  await signInAs(page, "customer");
  await open(page, `${new URL(page.url()).pathname}/playground`);
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByLabel("Temperature").fill("9");
  await expect(page.getByText("Enter a number from 0 to 2.")).toBeVisible();
  const sent = page.waitForRequest(/\/api\/playground\//);
  await page.getByLabel("Message").fill('[[sandbox {"tokens":5}]] Hello');
  await page.keyboard.press("Enter");
  expect((await sent).postDataJSON()).not.toHaveProperty("temperature");
  await expectAccessible(page);
});

test("a few letters go anywhere", async ({ page }) => {
  await signInAs(page, "customer");
  await expect(page.getByRole("button", { name: "Go to…" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /^Find a page/ }).fill("bill");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/billing$/);
});
