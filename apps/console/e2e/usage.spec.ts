import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { signInAs } from "./demo.ts";
import { open, reopen } from "./pages.ts";

test("usage: the address holds every choice, a group leads to its calls, and the export adds up to the screen", async ({
  page,
}) => {
  await signInAs(page, "customer");
  const home = new URL(page.url()).pathname;
  await open(page, `${home}/usage`);
  const table = page.getByRole("table", { name: "Usage by model" });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  await page.getByLabel("Chart shows").click();
  await page.getByRole("option", { name: "Tokens" }).click();
  await expect(page).toHaveURL(/show=tokens/);
  await reopen(page);
  await expect(page.getByRole("figure", { name: /^Tokens by day/ })).toBeVisible();
  await expect(table.getByRole("row").nth(1)).toBeVisible();

  const shown = await table.locator("tfoot data").last().getAttribute("value");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain(`# net_charge_nano_usd,${shown}`);

  const model = await table.getByRole("row").nth(1).getByRole("link").innerText();
  await table.getByRole("row").nth(1).getByRole("link").click();
  await expect(page).toHaveURL(/\/calls\?model=/);
  await expect(page.getByRole("table", { name: "Calls" }).getByRole("row").nth(1)).toBeVisible();
  expect(model).not.toBe("");
});

test("usage of days without calls says what to do, and nonsense in the address shows the usual days", async ({
  page,
}) => {
  await signInAs(page, "customer");
  const home = new URL(page.url()).pathname;
  await open(page, `${home}/usage?from=2026-01-01&to=2026-01-02`);
  await expect(page.getByText("Nothing was used in this period")).toBeVisible();
  await open(page, `${home}/usage?from=never&by=moon&show=luck`);
  await expect(page.getByRole("table", { name: "Usage by model" })).toBeVisible();
  await expectAccessible(page);
});
