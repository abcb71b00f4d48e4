import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { open } from "./pages.ts";

type Role = "customer" | "builder" | "provider" | "finance" | "approver" | "operator";

/** What a running instance tells scripts about itself. */
export interface DemoFile {
  readonly console: { readonly url: string };
  readonly api: { readonly baseUrl: string };
  readonly sandbox: { readonly url: string };
  readonly users: Readonly<Record<Role, { readonly email: string; readonly password: string }>>;
  readonly keys: { readonly customer: string; readonly app: string; readonly management: string };
  readonly app: { readonly id: string };
  readonly models: readonly string[];
}

export function readDemo(): DemoFile {
  const file = process.env.TOLLGATE_DEMO_FILE ?? path.join(import.meta.dirname, "../../../.data/demo.json");
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Signs a demo person in through the screen. */
export async function signInAs(page: Page, role: Role): Promise<void> {
  const { email, password } = readDemo().users[role];
  await open(page, "/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
