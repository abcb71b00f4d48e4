import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { open } from "./pages.ts";
import { saveCard } from "./purchases.ts";

test("a saved card buys credit at once and tops it up, until it is removed", async ({ page }) => {
  const { path } = await openAccount(page, "Saver");
  await open(page, `${path}/billing`);
  const topUp = page.getByRole("button", { name: "Turn on" });
  await expect(topUp).toBeDisabled();
  await saveCard(page);
  await expect(page.getByText("Visa ending in 4242").filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText("Charged by default").filter({ visible: true })).toBeVisible();

  await open(page, `${path}/billing`);
  await page.getByLabel("Amount", { exact: true }).fill("40");
  await page.getByRole("button", { name: "Pay $40.00" }).click();
  await expect(page.getByText("$40.00 of credit arrived").filter({ visible: true })).toBeVisible();

  await page.getByLabel("At most in a month").fill("1");
  await topUp.click();
  await expect(page.getByText("A month must allow at least one top-up.")).toBeVisible();
  await page.getByLabel("At most in a month").fill("100");
  await topUp.click();
  await expect(page.getByRole("button", { name: "Turn off" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save amounts" })).toBeFocused();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove card" }).click();
  await expect(page.getByText("No card is saved yet.")).toBeVisible();
  await expect(topUp).toBeDisabled();
});
