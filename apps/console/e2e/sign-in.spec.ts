import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { readDemo } from "./demo.ts";
import { open } from "./pages.ts";

/** A program on this machine that waits for the person to come back, as a command-line tool does. */
async function startProgram() {
  const seen: URL[] = [];
  const server = createServer((req, res) => {
    seen.push(new URL(req.url ?? "/", "http://program"));
    res.end("Back in the program.");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { callbackUrl: `http://127.0.0.1:${port}/done`, seen, stop: () => server.close() };
}

const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

function signInPath(more: Record<string, string>): string {
  return `/auth?${new URLSearchParams({ code_challenge: challenge, code_challenge_method: "S256", ...more })}`;
}

test("a program sends a person to sign in, and their approval becomes a key with the limit they set", async ({
  page,
}) => {
  const program = await startProgram();
  const { path } = await openAccount(page, "Customer");
  await open(page, signInPath({ callback_url: program.callbackUrl, state: "from here", key_label: "My program" }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A program on this computer asks for a key");
  await expectAccessible(page);
  await page.getByLabel("Monthly limit").fill("3.50");
  await page.getByRole("button", { name: /^Approve/ }).click();
  await expect(page.getByText("Back in the program.")).toBeVisible();
  const back = program.seen.find((url) => url.searchParams.has("code"));
  expect(back?.searchParams.get("state")).toBe("from here");
  const body = { code: back?.searchParams.get("code"), code_verifier: verifier, code_challenge_method: "S256" };
  const api = readDemo().api.baseUrl.replace(/\/v1$/, "");
  const exchange = () => fetch(`${api}/v1/auth/keys`, { method: "POST", body: JSON.stringify(body) });
  const { key } = await (await exchange()).json();
  const account = await fetch(`${api}/api/v1/key`, { headers: { authorization: `Bearer ${key}` } });
  expect((await account.json()).data).toMatchObject({ name: "My program", limit: 3.5, limit_reset: "monthly" });
  expect((await exchange()).status).toBe(403);
  await open(page, `${path}/keys`);
  await expect(page.getByRole("table", { name: "API keys" })).toContainText("My program");
  program.stop();
});

test("whoever declines returns with that, and a request that cannot be trusted sends nobody anywhere", async ({
  page,
}) => {
  const program = await startProgram();
  await openAccount(page, "Customer");
  await open(page, signInPath({ callback_url: program.callbackUrl }));
  await page.getByRole("link", { name: "Decline" }).click();
  await expect(page.getByText("Back in the program.")).toBeVisible();
  expect(program.seen.some((url) => url.searchParams.get("error") === "access_denied")).toBe(true);
  await open(page, signInPath({ callback_url: "http://notes.example/done" }));
  await expect(page.getByRole("heading", { name: "This app cannot sign you in" })).toBeVisible();
  await expect(page.getByText("must start with https://")).toBeVisible();
  await open(page, `/auth?${new URLSearchParams({ callback_url: program.callbackUrl })}`);
  await expect(page.getByText("The app sent no code_challenge")).toBeVisible();
  program.stop();
});

test("signing in to a registered app connects it at its margin", async ({ page, browser, baseURL }) => {
  const program = await startProgram();
  const { path } = await openAccount(page, "Builder");
  await open(page, `${path}/apps/new`);
  await page.getByLabel("Name").fill("Inkwell");
  await page.getByLabel("Address", { exact: false }).first().fill("https://inkwell.example.com");
  await page.getByLabel("Redirect addresses").fill("http://127.0.0.1:1/done");
  await page.getByRole("button", { name: "Register app" }).click();
  await expect(page).toHaveURL(/\/apps\/app_/);
  const appId = /app_\w+/.exec(page.url())?.[0] ?? "";
  const customer = await (await browser.newContext({ baseURL })).newPage();
  const { path: home } = await openAccount(customer, "Customer");
  await open(customer, signInPath({ callback_url: "https://other.example/done", app_id: appId }));
  await expect(customer.getByText("has not registered the address")).toBeVisible();
  await open(customer, signInPath({ callback_url: program.callbackUrl, app_id: appId }));
  await expect(customer.getByRole("heading", { level: 1 })).toContainText("Sign in to Inkwell with Tollgate");
  await expect(customer.getByLabel("What its calls cost")).toContainText("Inkwell’s margin");
  await customer.getByRole("button", { name: "Approve and return to Inkwell" }).click();
  await expect(customer.getByText("Back in the program.")).toBeVisible();
  await open(customer, `${home}/connected-apps`);
  await expect(customer.getByText("Inkwell").first()).toBeVisible();
  program.stop();
});

test("GitHub opens an account by its confirmed address, and Google is connected to it and taken off again", async ({
  page,
}) => {
  const email = `octo-${Date.now().toString(36)}@example.com`;
  await open(page, "/sign-in");
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to GitHub" })).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("GitHub has confirmed this address").uncheck();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Your address is not confirmed there.")).toBeVisible();
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to GitHub" })).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Name").fill("Octo Cat");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Getting started" })).toBeVisible();

  await open(page, "/account");
  await page.getByRole("button", { name: "Connect Google" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Google" })).toBeVisible();
  await page.getByLabel("E-mail").fill(`other-${email}`);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Google is connected")).toBeVisible();
  await expect(page.getByRole("list", { name: "Other accounts" })).toContainText(`other-${email}`);
  await page.getByRole("button", { name: "Disconnect Google" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect Google" }).click();
  await expect(page.getByRole("list", { name: "Other accounts" })).not.toContainText(`other-${email}`);
});
