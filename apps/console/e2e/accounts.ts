import type { Page } from "@playwright/test";
import { open } from "./pages.ts";

/** Distinguishes the accounts of this run from those of earlier ones in the same instance. */
const run = Date.now().toString(36);
let opened = 0;

/** Opens an account through the screens, from whatever page offers it. Returns where its workspace is. */
export async function openAccount(page: Page, name: string): Promise<{ email: string; path: string }> {
  opened += 1;
  const email = `${name.toLowerCase()}-${run}-${process.pid}-${opened}@example.com`;
  if (!page.url().includes("/sign-up")) await open(page, "/sign-up");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("four words make a password");
  await page.getByRole("button", { name: "Open account" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-up"));
  const workspace = await page.request.get("/home", { maxRedirects: 0 });
  return { email, path: new URL(workspace.headers().location ?? "/", page.url()).pathname };
}
