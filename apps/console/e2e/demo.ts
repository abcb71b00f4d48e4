import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { open } from "./pages.ts";

type Role = "customer" | "builder" | "provider" | "finance" | "approver" | "operator";
type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** What a running instance tells scripts about itself. */
export interface DemoFile {
  readonly console: { readonly url: string };
  readonly api: { readonly baseUrl: string };
  readonly sandbox: { readonly url: string };
  readonly users: Readonly<Record<Role, DemoAccount>>;
  readonly keys: { readonly customer: string; readonly app: string; readonly management: string };
  readonly app: { readonly id: string };
  readonly models: readonly string[];
}

interface DemoAccount {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, for staff. */
  readonly totpSecret?: string;
}

export function readDemo(): DemoFile {
  const file = process.env.TOLLGATE_DEMO_FILE ?? path.join(import.meta.dirname, "../../../.data/demo.json");
  return JSON.parse(readFileSync(file, "utf8"));
}

/**
 * Signs a demo person in: through the screen the first time in a run, with the same session afterwards. Codes work once, so that tests
 * which sign in one after the other would wait half a minute for the next.
 */
export async function signInAs(page: Page, role: Role): Promise<void> {
  const kept = keptSession(role);
  if (kept) {
    await page.context().addCookies(kept);
    await open(page, "/home");
    if (!page.url().includes("/sign-in")) return;
    await page.context().clearCookies();
  }
  await signInOnScreen(page, readDemo().users[role]);
  keepSession(role, await page.context().cookies());
}

/** Signs somebody in by what they know and have. */
export async function signInOnScreen(page: Page, { email, password, totpSecret }: DemoAccount): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  if (totpSecret) await giveCode(page, totpSecret);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Gives the code of the moment, and the next one when it was used a moment ago. */
export async function giveCode(page: Page, secret: string): Promise<void> {
  await page.waitForURL(/\/sign-in\/code/);
  const isPast = (url: URL) => url.pathname !== "/sign-in/code";
  await expect(async () => {
    if (isPast(new URL(page.url()))) return;
    await page.getByLabel("Code", { exact: true }).fill(codeNow(secret));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(isPast, { timeout: 5_000, waitUntil: "commit" });
  }).toPass({ timeout: 70_000, intervals: [4_000] });
}

/** What an authenticator app shows. */
export function codeNow(secret: string): string {
  return new TOTP({ secret }).generate();
}

/** Playwright empties the folder when a run begins. */
function sessionFile(role: Role): string {
  return path.join(import.meta.dirname, "../test-results/sessions", `${role}.json`);
}

function keptSession(role: Role): Cookies | null {
  try {
    return JSON.parse(readFileSync(sessionFile(role), "utf8"));
  } catch {
    return null;
  }
}

function keepSession(role: Role, cookies: Cookies): void {
  mkdirSync(path.dirname(sessionFile(role)), { recursive: true });
  writeFileSync(sessionFile(role), JSON.stringify(cookies), { mode: 0o600 });
}
