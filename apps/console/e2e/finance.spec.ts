import { readFileSync } from "node:fs";
import { type Download, expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { signInAs } from "./demo.ts";
import { open, reopen } from "./pages.ts";
import { buyCredit, CARD } from "./purchases.ts";

const lastMonth = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1, 1))
  .toISOString()
  .slice(0, 7);
const thisMonth = new Date().toISOString().slice(0, 7);

async function download(page: Page): Promise<{ file: Download; rows: string[][] }> {
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const file = await started;
  const text = readFileSync(await file.path(), "utf8");
  // No cell of these exports holds a comma or a quote unless a payee chose such a name; the demo's did not.
  return {
    file,
    rows: text
      .trim()
      .split("\r\n")
      .map((line) => line.split(",")),
  };
}

/** Sums a column over the rows that are not control totals. */
function sumOf(rows: string[][], column: string): bigint {
  const at = rows[0]?.indexOf(column) ?? -1;
  expect(at, `no column ${column}`).toBeGreaterThanOrEqual(0);
  const data = rows.slice(1).filter(([first]) => !first?.startsWith("#"));
  return data.reduce((sum, row) => sum + BigInt(row[at] ?? "0"), 0n);
}

function controlTotal(rows: string[][], name: string): string | undefined {
  return rows.find(([first]) => first === `# ${name}`)?.[1];
}

test.beforeEach(async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("the running month is a draft that cannot be closed, and a bad month in the address changes nothing", async ({
  page,
}) => {
  await signInAs(page, "finance");
  await open(page, `/finance/payouts?month=${thisMonth}`);
  // The copy that is still arriving with the page does not count.
  await expect(page.getByText("To date, draft").filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /compute/i })).toHaveCount(0);
  await expectAccessible(page);
  const before = await page.getByRole("table", { name: "Payout runs" }).getByRole("row").count();
  for (const month of ["2999-01", "2026-13", "yesterday"]) {
    await open(page, `/finance/payouts?month=${month}`);
    await expect(page).toHaveURL(/\/finance\/payouts$/);
  }
  await expect(page.getByRole("table", { name: "Payout runs" }).getByRole("row")).toHaveCount(before);
  await open(page, "/finance/payouts/run_nobody");
  await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
});

test("last month is computed once: the same books give the same hash, and the download adds up to the run", async ({
  page,
}) => {
  await signInAs(page, "finance");
  await open(page, `/finance/payouts?month=${lastMonth}`);
  const first = page.getByRole("button", { name: /^(Close and compute|Compute run)$/ });
  const openRun = page.getByRole("link", { name: "Open the run" });
  // One of the two is there once the page has arrived.
  await first.or(openRun).first().waitFor();
  if (await first.isVisible()) {
    await first.click();
    await expectAccessible(page);
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /ompute/ })
      .click();
  } else await openRun.click();
  await expect(page).toHaveURL(/\/finance\/payouts\/run_/);
  const hash = await page.locator("[data-run-hash]").textContent();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  await expectAccessible(page);

  const { file, rows } = await download(page);
  expect(file.suggestedFilename()).toContain(lastMonth);
  for (const column of ["opening", "provider_earned", "builder_earned", "net", "carry"])
    expect(String(sumOf(rows, `${column}_nano`))).toBe(controlTotal(rows, `total_${column}_nano`));
  const cents = sumOf(rows, "payable_cents");
  expect(String(cents)).toBe(controlTotal(rows, "total_payable_cents"));
  expect(sumOf(rows, "net_nano")).toBe(cents * 10_000_000n + sumOf(rows, "carry_nano"));
  expect(controlTotal(rows, "run_hash")).toBe(hash);
  await expect(page.locator(`data[value="${sumOf(rows, "net_nano")}"]`).first()).toBeVisible();

  await page.getByRole("table", { name: "Statements" }).getByRole("link").first().click();
  const statement = page.getByRole("dialog");
  await expect(statement).toContainText("Net");
  await expect(page).toHaveURL(/payee=wsp_/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/run_\w+$/);

  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Payouts" }).click();
  await page.getByRole("button", { name: "Compute again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Compute again" }).click();
  await expect(page.getByText("Nothing changed").first()).toBeVisible();
  await expect(page.locator("[data-run-hash]")).toHaveText(hash ?? "");
});

test("debits and credits are equal to the nano, on the screen and in the download", async ({ page }) => {
  await signInAs(page, "finance");
  await open(page, "/finance/trial-balance");
  await expect(page.locator("[data-difference-nano]")).toHaveAttribute("data-difference-nano", "0");
  await expectAccessible(page);
  const { rows } = await download(page);
  expect(sumOf(rows, "debit_nano")).toBe(sumOf(rows, "credit_nano"));
  expect(controlTotal(rows, "difference: Debits are credits")).toBe("0");
  await page.getByRole("link", { name: "Payable to providers" }).click();
  await expect(page.getByRole("table", { name: /Payable to providers/ })).toContainText("Demo Harbor");
  await expectAccessible(page);
});

test("people without the duty find no finance pages and no downloads", async ({ page }) => {
  await openAccount(page, "Curious");
  for (const path of ["/finance/payouts", "/finance/trial-balance", "/operator/endpoints", "/operator/jobs"])
    expect((await page.request.get(path)).status(), path).toBe(404);
  const downloads = [
    ...["trial-balance", "accounts/rounding", "payout-runs", "payout-runs/run_any", "fees", "tax-thresholds"],
    ...[
      "ledger-audits",
      "loose-ends/payments",
      "payout-terms",
      "recoveries",
      "processor-transactions?month=2026-01",
      "booked-calls?month=2026-01",
    ],
  ];
  for (const download of downloads)
    expect((await page.request.get(`/api/exports/${download}`)).status(), download).toBe(403);
});

test("a payee sets up payouts, the month is checked, computed, approved by two, paid, and reconciled with the processor", async ({
  page,
  browser,
  baseURL,
}) => {
  await signInAs(page, "provider");
  await open(page, "/w/demo-meadow/payouts");
  await expectAccessible(page);
  await page.getByRole("button", { name: /^(Set up payouts|Go on|Change details)$/ }).click();
  await page.getByLabel("Tax number").fill("000-00-0000");
  await page.getByLabel("Bank account").fill("000123456789");
  await page.getByRole("button", { name: "Submit" }).click();
  await expect(page).toHaveURL(/\/w\/demo-meadow\/payouts\?checked=1/);
  await expect(page.getByText("Ready to be paid").filter({ visible: true })).toBeVisible();

  // Payouts go out of what the processor holds for the platform.
  const customer = await (await browser.newContext({ baseURL })).newPage();
  await signInAs(customer, "customer");
  await buyCredit(customer, { path: "/w/demo-customer", dollars: "500", card: CARD.availableAtOnce });

  const finance = await (await browser.newContext({ baseURL })).newPage();
  await signInAs(finance, "finance");
  await open(finance, `/finance/payouts?month=${lastMonth}`);
  await expect(finance.getByRole("heading", { name: "Before the month closes" })).toBeVisible();
  await finance.getByRole("button", { name: /^(Close and compute|Compute run|Compute again)$/ }).click();
  await finance
    .getByRole("dialog")
    .getByRole("button", { name: /ompute/ })
    .click();
  await expect(finance).toHaveURL(/\/finance\/payouts\/run_/);
  const run = new URL(finance.url()).pathname;
  await open(finance, run);
  await expect(finance.getByRole("table", { name: "Worth a look" })).toContainText("First payout");
  await expectAccessible(finance);
  await approve(finance);
  await expect(finance.getByText("Now it waits for another person of finance.")).toBeVisible();
  await expect(finance.getByRole("button", { name: "Approve this hash" })).toHaveCount(0);

  const second = await (await browser.newContext({ baseURL })).newPage();
  await signInAs(second, "approver");
  await open(second, run);
  await approve(second);
  // The button that was pressed is gone; a keyboard goes on at the next act.
  await expect(second.getByRole("group", { name: "Approval" })).toBeFocused();
  await second.getByRole("button", { name: /^Pay \d+ payees?$/ }).click();
  await second.getByRole("dialog").getByRole("button", { name: "Start paying" }).click();
  await expect(second.getByRole("table", { name: "Payments by state" })).toContainText("Paid", { timeout: 60_000 });
  await expect(second.getByText("Done").filter({ visible: true }).first()).toBeVisible({ timeout: 60_000 });
  await expectAccessible(second);

  await open(page, "/w/demo-meadow/payouts");
  await expect(page.getByRole("table", { name: "Statements" })).toContainText("Paid");

  // What left the processor is what was booked as paid.
  await open(second, "/finance/reconciliation");
  await second.getByRole("button", { name: "Ask the processor" }).click();
  await expect(second.getByText(/new transaction|Nothing is new/).first()).toBeVisible();
  await reopen(second);
  const payouts = second.getByRole("listitem").filter({ has: second.getByRole("heading", { name: "Payouts" }) });
  await expect(payouts.locator('data[value="0"]').first()).toBeVisible();
});

async function approve(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Approve this hash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}
