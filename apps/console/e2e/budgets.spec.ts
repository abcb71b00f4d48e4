import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import budgets from "./budgets.json" with { type: "json" };
import { signInAs } from "./demo.ts";
import { open } from "./pages.ts";

const CONSOLE = path.join(import.meta.dirname, "..");
const BUILD = process.env.NEXT_DIST_DIR ?? ".next";

interface RouteStats {
  readonly route: string;
  readonly firstLoadChunkPaths: readonly string[];
}

/** What a browser loads before a route answers to a finger, in KiB as they are sent. */
function javaScriptByRoute(): { route: string; kib: number }[] {
  const file = path.join(CONSOLE, BUILD, "diagnostics/route-bundle-stats.json");
  const routes: RouteStats[] = JSON.parse(readFileSync(file, "utf8"));
  const sizes = new Map<string, number>();
  const sizeOf = (chunk: string) => {
    const known = sizes.get(chunk) ?? gzipSync(readFileSync(path.join(CONSOLE, chunk))).length;
    sizes.set(chunk, known);
    return known;
  };
  return routes.map(({ route, firstLoadChunkPaths }) => {
    const bytes = firstLoadChunkPaths.reduce((sum, chunk) => sum + sizeOf(chunk), 0);
    return { route, kib: Math.round(bytes / 1024) };
  });
}

/** The figures themselves, for whoever reads the log. */
function note(line: string): void {
  process.stdout.write(`${line}\n`);
}

test("no route loads more JavaScript than its budget", () => {
  const routes = javaScriptByRoute().toSorted((a, b) => b.kib - a.kib);
  const limitOf = (route: string) =>
    budgets.javaScriptKib.find(({ under }) => `${route}/`.startsWith(under))?.most ?? 0;
  for (const { route, kib } of routes) note(`${String(kib).padStart(5)} of ${limitOf(route)} KiB  ${route}`);
  expect(routes.length).toBeGreaterThan(100);
  expect(routes.filter(({ route, kib }) => kib > limitOf(route))).toEqual([]);
});

/** Watches what comes later: the largest paint in ms, and how much of the page moved. */
async function watchPaints(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { paintMs: 0, shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.paintMs = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ("value" in entry && typeof entry.value === "number") seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}

async function expectCalm(page: Page, address: string): Promise<void> {
  await open(page, address);
  await page.waitForFunction(() => "seen" in window && Object.values(Object(window.seen))[0] !== 0);
  const { paintMs, shift, firstByteMs } = await page.evaluate(() => ({
    ...("seen" in window ? Object(window.seen) : null),
    firstByteMs: performance.getEntriesByType("navigation").map((entry) => Object(entry).responseStart)[0],
  }));
  const [paint, byte] = [Math.round(paintMs), Math.round(firstByteMs)];
  note(`${address}: largest paint ${paint} ms, first byte ${byte} ms, layout shift ${shift.toFixed(3)}`);
  expect(shift).toBeLessThan(budgets.layoutShift);
}

test("public pages show what matters soon, and nothing jumps", async ({ page }) => {
  await watchPaints(page);
  for (const address of ["/", "/models", "/models/openai/gpt-4o-mini", "/docs/quick-start"])
    await expectCalm(page, address);
});

const DESKS = [
  ["customer", "/home", ["", "/usage", "/calls", "/keys", "/billing", "/playground"]],
  ["builder", "/home", ["", "/apps", "/earnings/builder"]],
  ["provider", "/home", ["", "/endpoints", "/earnings/provider"]],
  ["finance", "/finance", ["", "/payouts", "/ledger"]],
  ["operator", "/operator", ["", "/endpoints", "/health"]],
] as const;

for (const [role, desk, pages] of DESKS)
  test(`nothing jumps on the desk of ${role}`, async ({ page }) => {
    await signInAs(page, role);
    await open(page, desk);
    const { pathname } = new URL(page.url());
    await watchPaints(page);
    for (const address of pages) await expectCalm(page, `${pathname}${address}`);
  });
