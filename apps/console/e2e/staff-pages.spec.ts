import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { signInAs } from "./demo.ts";
import { open } from "./pages.ts";
import { buyCredit, CARD } from "./purchases.ts";

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

const lastMonth = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1, 1))
  .toISOString()
  .slice(0, 7);

/** Pages by address; those with one thing on them are reached from the list that names it. */
const DESKS = {
  finance: {
    pages: [
      ...[
        "/finance",
        "/finance/payouts",
        "/finance/payouts/terms",
        "/finance/payees",
        "/finance/disputes",
        "/finance/refunds",
        "/finance/adjustments",
      ],
      ...["/finance/promotions", "/finance/trial-balance", "/finance/trial-balance/customer_credit"],
      ...["/finance/reports", "/finance/reconciliation", "/finance/ledger", `/finance/ledger/calls?month=${lastMonth}`],
      "/finance/audit-log",
    ],
    lists: {
      "/finance/payouts": /^\/finance\/payouts\/run_/,
      "/finance/disputes": /^\/finance\/disputes\/d[up]_/,
      "/finance/refunds": /^\/finance\/payments\/pay_/,
      "/finance/adjustments": /^\/finance\/adjustments\/cor_/,
      "/finance/reports": /^\/finance\/reports\/[a-z]/,
      "/finance/ledger": /^\/finance\/ledger\/[0-9a-f]{8}-/,
    },
  },
  operator: {
    pages: [
      ...[
        "/operator",
        "/operator/endpoints",
        "/operator/quarantine",
        "/operator/risk",
        "/operator/fees",
        "/operator/recoveries",
        "/operator/events",
        "/operator/promotions",
      ],
      ...["/operator/catalogue", "/operator/audit", "/operator/jobs"],
    ],
    lists: {
      "/operator/endpoints": /^\/operator\/endpoints\/end_/,
      "/operator/events": /^\/operator\/events\/evt_/,
      "/operator/quarantine": /^\/operator\/quarantine\/[0-9a-f]/,
    },
  },
} as const;

/** Something is in most lists: a contested payment, a refund and a warning, besides what the demo has. */
test.beforeAll(async ({ browser, baseURL }) => {
  for (const card of [CARD.disputed, CARD.warned]) {
    const page = await (await browser.newContext({ baseURL })).newPage();
    const { path } = await openAccount(page, "Walker");
    await buyCredit(page, { path, dollars: "20", card });
    await page.context().close();
  }
});

/** Where the links of a page lead that fit. */
async function linksOf(page: Page, pattern: RegExp): Promise<string[]> {
  const hrefs = await page
    .locator("main a[href]")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const paths = hrefs.flatMap((href) => (href && pattern.test(href) ? [href] : []));
  return [...new Set(paths)];
}

async function look(page: Page, path: string): Promise<void> {
  await test.step(path, async () => {
    await open(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const size of WIDTHS) {
      await page.setViewportSize(size);
      await expectAccessible(page);
    }
  });
}

for (const role of ["finance", "operator"] as const)
  for (const colorScheme of ["light", "dark"] as const)
    test(`every page of ${role} can be read by everybody, ${colorScheme}, wide and on a phone`, async ({ page }) => {
      test.setTimeout(900_000);
      await page.emulateMedia({ colorScheme });
      await signInAs(page, role);
      const { pages, lists } = DESKS[role];
      for (const path of pages) await look(page, path);
      for (const [list, pattern] of Object.entries(lists)) {
        await open(page, list);
        const links = await linksOf(page, pattern);
        // Every report is another table; of the others one stands for all.
        for (const path of list === "/finance/reports" ? links : links.slice(0, 1)) await look(page, path);
      }
    });
