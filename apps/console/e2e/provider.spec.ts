import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { openAccount } from "./accounts.ts";
import { readDemo, signInAs } from "./demo.ts";
import { open } from "./pages.ts";

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const MODEL = "mistralai/mistral-nemo";
const run = Date.now().toString(36);

/** A new person with a provider and no endpoint yet. */
async function setUpProvider(page: Page, name: string): Promise<string> {
  const { path } = await openAccount(page, "Provider");
  await open(page, `${path}/endpoints`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Set up provider" }).click();
  await page.getByRole("link", { name: "Register the first endpoint" }).click();
  await expect(page.getByRole("heading", { name: "Register endpoint" })).toBeVisible();
  return path;
}

async function fillConnection(page: Page, baseUrl: string): Promise<void> {
  await page.getByLabel("Model", { exact: true }).fill(MODEL);
  await page.getByLabel("Its name in your API").fill("nemo");
  await page.getByLabel("Address").fill(baseUrl);
  await page.getByLabel("Key").fill("sk-demo-provider");
}

async function fillPrices(page: Page, input: string, output: string): Promise<void> {
  await page.getByLabel("Input", { exact: true }).fill(input);
  await page.getByLabel("Output", { exact: true }).fill(output);
}

test("an endpoint is registered, probed, approved by an operator and then offered to everyone", async ({
  page,
  browser,
}) => {
  const name = `Nimbus ${run}`;
  await page.setViewportSize(DESKTOP);
  const path = await setUpProvider(page, name);
  await expectAccessible(page);
  await fillConnection(page, `${readDemo().sandbox.url}/providers/demo-harbor/v1`);
  await page.getByRole("button", { name: "Next: prices" }).click();
  await fillPrices(page, "90", "95.5");
  const market = page.getByRole("complementary", { name: "The market" });
  await expect(market).toContainText(/times the highest/);
  await page.getByRole("button", { name: "Register and probe" }).click();
  await expect(page.locator('[data-probe="ok"]')).toContainText("The model answered a one-token request.");
  await expect(page.getByText("Waiting for review").first()).toBeVisible();

  const offered = async () => (await page.request.get(`/models/${MODEL}`)).text();
  expect(await offered()).not.toContain(name);
  const operator = await (await browser.newContext({ baseURL: readDemo().console.url })).newPage();
  await signInAs(operator, "operator");
  await open(operator, "/operator/endpoints");
  const card = operator.getByRole("region", { name: new RegExp(name) });
  await expect(card).toContainText("It answers");
  await expectAccessible(operator);
  await card.getByRole("button", { name: "Approve" }).click();
  await operator.getByRole("button", { name: "Approve endpoint" }).click();
  await expect(card).toBeHidden();
  await expect.poll(offered).toContain(name);

  await open(page, `${path}/endpoints`);
  await page.getByRole("link", { name: /Mistral Nemo/i }).click();
  await expect(page.getByText("It is offered to everyone and takes calls.")).toBeVisible();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.getByRole("button", { name: "Pause endpoint" }).click();
  await expect(page.getByText("Its provider took it out of routing.", { exact: false })).toBeVisible();
  await expect.poll(offered).not.toContain(name);
});

test("what is wrong with an endpoint is said beside its field, and nothing is stored", async ({ page }) => {
  await page.setViewportSize(PHONE);
  const path = await setUpProvider(page, `Cirrus ${run}`);
  await page.getByRole("button", { name: "Next: prices" }).click();
  await expect(page.getByText("Write the model as author/model", { exact: false })).toBeVisible();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);

  await fillConnection(page, "http://169.254.169.254/latest");
  await page.getByRole("button", { name: "Next: prices" }).click();
  await fillPrices(page, "0", "1");
  await page.getByRole("button", { name: "Register and probe" }).click();
  await expect(page.getByLabel("Input", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await fillPrices(page, "0.1", "0.2");
  await page.getByRole("button", { name: "Register and probe" }).click();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await open(page, `${path}/endpoints`);
  await expect(page.getByRole("heading", { name: /has no endpoint yet/ })).toBeVisible();
});

test("a rejected endpoint shows the operator's note, and its price is published anew", async ({ page, browser }) => {
  const name = `Stratus ${run}`;
  const path = await setUpProvider(page, name);
  await fillConnection(page, `${readDemo().sandbox.url}/providers/nobody-here/v1`);
  await page.getByRole("button", { name: "Next: prices" }).click();
  await fillPrices(page, "0.1", "0.2");
  await page.getByRole("button", { name: "Register and probe" }).click();
  await expect(page.locator('[data-probe="failed"]')).toContainText("404");

  const operator = await (await browser.newContext({ baseURL: readDemo().console.url })).newPage();
  await signInAs(operator, "operator");
  await open(operator, "/operator/endpoints");
  const card = operator.getByRole("region", { name: new RegExp(name) });
  await card.getByRole("button", { name: "Reject" }).click();
  const dialog = operator.getByRole("dialog");
  await dialog.getByRole("button", { name: "Reject endpoint" }).click();
  await expect(dialog.getByText("Write a note for the provider.")).toBeVisible();
  await dialog.getByLabel("Note").fill("The address answers 404. Correct it and tell us.");
  await dialog.getByRole("button", { name: "Reject endpoint" }).click();
  // While it is open the page behind it is hidden from everybody, the card too.
  await expect(dialog).toHaveCount(0);
  await expect(card).toBeHidden();

  await open(page, `${path}/endpoints?state=rejected`);
  await page.getByRole("link", { name: /Mistral Nemo/i }).click();
  await expect(page.getByText("The address answers 404. Correct it and tell us.")).toBeVisible();
  await page.getByRole("button", { name: "Publish a new price" }).click();
  await page.getByLabel("Output", { exact: true }).fill("0.25");
  await page.getByLabel("In force from (UTC)").fill("2020-01-01T00:00");
  await page.getByRole("button", { name: "Publish price" }).click();
  await expect(page.getByText("Choose a moment in the future", { exact: false })).toBeVisible();
  await page.getByLabel("In force from (UTC)").fill("");
  await page.getByRole("button", { name: "Publish price" }).click();
  await expect(page.getByRole("table", { name: "Price versions" }).getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("table", { name: "Price versions" })).toContainText("$0.25");
  await expectAccessible(page);
});
