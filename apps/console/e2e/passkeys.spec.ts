import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { readDemo } from "./demo.ts";
import { open, reopen } from "./pages.ts";

const PHONE = { width: 390, height: 844 };

/** Passkeys need a name: the console as `localhost`. */
test.use({ baseURL: readDemo().console.url.replace("127.0.0.1", "localhost") });

/** A device of the browser's own that unlocks by itself. */
async function giveDevice(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** The newest link that was mailed to somebody. */
async function linkFor(page: Page, email: string, subject: RegExp): Promise<string> {
  let link = "";
  await expect(async () => {
    const answer = await page.request.get(`${readDemo().sandbox.url}/mailbox/messages?to=${email}`);
    const { messages } = (await answer.json()) as { messages: { subject: string; text: string }[] };
    const mail = messages.find((message) => subject.test(message.subject));
    link = /\/sign-in\/link\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass({ timeout: 20_000 });
  return link;
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
}

test("a passkey is made, signs in without a password, is renamed and removed", async ({ page }) => {
  await giveDevice(page);
  await openAccount(page, "Keyholder");
  await open(page, "/account");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("Name").fill("Laptop");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog).toHaveCount(0);
  const list = page.getByRole("list", { name: "Passkeys" });
  await expect(list).toContainText("Laptop");
  await expectAccessible(page);

  await signOut(page);
  await open(page, "/sign-in?next=/account");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL((url) => url.pathname === "/account");
  await expect(page.getByRole("table", { name: "Sessions" })).toContainText("Passkey");
  await page.setViewportSize(PHONE);
  await reopen(page);
  await expectAccessible(page);
  await list.getByRole("button", { name: "Rename Laptop" }).click();
  await dialog.getByLabel("Name").fill("Old laptop");
  await dialog.getByRole("button", { name: "Save" }).click();
  await list.getByRole("button", { name: "Remove Old laptop" }).click();
  await dialog.getByRole("button", { name: "Remove passkey" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(list).toHaveCount(0);

  await signOut(page);
  await open(page, "/sign-in");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("This passkey is not known here")).toBeVisible();
});

test("a link confirms the address; another signs in once and lets a new password be chosen", async ({ page }) => {
  const { email } = await openAccount(page, "Forgetful");
  await open(page, "/account");
  await expect(page.getByText("is not confirmed yet")).toBeVisible();
  await open(page, await linkFor(page, email, /Welcome/));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("your address is confirmed")).toBeVisible();

  await signOut(page);
  await open(page, "/sign-in?next=/account");
  await page.getByRole("link", { name: "E-mail me a link" }).click();
  await page.waitForURL((url) => url.pathname === "/sign-in/link");
  await page.getByLabel("E-mail").fill(email);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("a link is on its way")).toBeVisible();
  await expectAccessible(page);
  const link = await linkFor(page, email, /link to sign in/);
  await page.request.get(link);
  await open(page, link);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/account");
  await expect(page.getByText("is confirmed. Links")).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("New password").fill("a newly chosen sentence");
  await dialog.getByRole("button", { name: "Save password" }).click();
  await expect(dialog).toHaveCount(0);

  await signOut(page);
  await open(page, link);
  await expect(page.getByText("This link is over")).toBeVisible();
  await open(page, "/sign-in?next=/account");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("a newly chosen sentence");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/account");
});

test("an address nobody has gets the same answer", async ({ page }) => {
  await open(page, "/sign-in/link");
  await page.getByLabel("E-mail").fill("nobody-at-all@example.com");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("a link is on its way")).toBeVisible();
});
