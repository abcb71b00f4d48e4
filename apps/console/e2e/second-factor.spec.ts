import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { codeNow, giveCode, readDemo, signInOnScreen } from "./demo.ts";
import { open, reopen } from "./pages.ts";

const PHONE = { width: 390, height: 844 };
const PASSWORD = "four words make a password";

async function newPage(page: Page, baseURL: string | undefined): Promise<Page> {
  const context = await page.context().browser()?.newContext({ baseURL });
  if (!context) throw new Error("no browser");
  return await context.newPage();
}

/** Sets an authenticator app up on the account page. @returns its recovery codes. */
async function setUpApp(page: Page): Promise<{ codes: string[] }> {
  await open(page, "/account");
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await expectAccessible(page);
  const secret = (await dialog.locator("[data-secret]").textContent())?.replaceAll(" ", "") ?? "";
  await dialog.getByLabel("Code", { exact: true }).fill("000000");
  await dialog.getByRole("button", { name: "Turn it on" }).click();
  await expect(dialog.getByText("This code is not right")).toBeVisible();
  await dialog.getByLabel("Code", { exact: true }).fill(codeNow(secret));
  await dialog.getByRole("button", { name: "Turn it on" }).click();
  const list = dialog.getByRole("list", { name: "Recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  await expectAccessible(page);
  const codes = await list.getByRole("listitem").allTextContents();
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await expect(dialog).toHaveCount(0);
  return { codes };
}

async function signInWithPassword(page: Page, email: string): Promise<void> {
  await open(page, "/sign-in?next=/account");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("an authenticator app guards an account, a recovery code stands in, and removing it takes a code", async ({
  page,
  baseURL,
}) => {
  const { email } = await openAccount(page, "Guarded");
  const { codes } = await setUpApp(page);
  await expect(page.getByText("Signing in asks for its code")).toBeVisible();
  await expect(page.getByRole("table", { name: "Sessions" })).toContainText("Password and code");

  const phone = await newPage(page, baseURL);
  await phone.setViewportSize(PHONE);
  await signInWithPassword(phone, email);
  await phone.waitForURL(/\/sign-in\/code/);
  await expectAccessible(phone);
  await open(phone, "/account");
  await expect(phone).toHaveURL(/\/sign-in\/code\?next=%2Faccount/);
  await phone.getByLabel("Code", { exact: true }).fill("000000");
  await phone.getByRole("button", { name: "Continue" }).click();
  await expect(phone.getByText("This code is not right")).toBeVisible();
  await phone.getByRole("button", { name: "Use a recovery code" }).click();
  await phone.getByLabel("Recovery code").fill(codes[0] ?? "");
  await phone.getByRole("button", { name: "Continue" }).click();
  await phone.waitForURL((url) => url.pathname === "/account");
  await expect(phone.getByText("9 of 10 left")).toBeVisible();
  await expectAccessible(phone);

  await reopen(phone);
  await phone.getByRole("button", { name: "Remove" }).click();
  const dialog = phone.getByRole("dialog");
  await expectAccessible(phone);
  await dialog.getByLabel("Code", { exact: true }).fill(codes[0] ?? "");
  await dialog.getByRole("button", { name: "Remove app" }).click();
  await expect(dialog.getByText("used already")).toBeVisible();
  await dialog.getByLabel("Code", { exact: true }).fill(codes[1] ?? "");
  await dialog.getByRole("button", { name: "Remove app" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(phone.getByText("keeps out whoever learns it")).toBeVisible();
  const again = await newPage(page, baseURL);
  await signInWithPassword(again, email);
  await again.waitForURL((url) => url.pathname === "/account");
});

test("half a sign-in opens nothing, and signing in never leads off this site", async ({ page }) => {
  const { email, password, totpSecret = "" } = readDemo().users.approver;
  await open(page, "/sign-in?next=https://evil.example/");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/sign-in\/code/);
  for (const address of ["/finance", "/account", "/home"]) {
    await page.goto(address);
    await expect(page).toHaveURL(/\/sign-in\/code/);
  }
  const asked = await page.request.get("/api/trpc/me.get");
  expect(asked.status()).toBe(401);
  expect((await page.request.get("/api/exports/trial-balance")).status()).toBe(401);
  await giveCode(page, totpSecret);
  await page.waitForURL(/\/finance$/);
});

test("the sandbox's authenticator shows the code of a demo person", async ({ page }) => {
  const { operator } = readDemo().users;
  await page.goto(`${readDemo().sandbox.url}/authenticator`);
  await expect(page.getByText(operator.email)).toBeVisible();
  await signInOnScreen(page, operator);
  await expect(page).toHaveURL(/\/operator$/);
});
