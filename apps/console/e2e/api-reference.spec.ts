import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { readDemo } from "./demo.ts";
import { open } from "./pages.ts";

test("the API's own description is the reference, can be read whole, and the search leads into the pages", async ({
  page,
  request,
}) => {
  await open(page, "/docs/api");
  const chat = page.locator("details").filter({ has: page.getByText("/v1/chat/completions", { exact: true }) });
  await chat.locator("summary").click();
  await expect(chat.getByRole("table", { name: /^Body of POST/ })).toContainText("messages");
  await expect(chat.locator("pre")).toContainText("curl");
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await expectAccessible(page);
  }
  await page.route("**/docs/search.json.gz", (route) => route.abort());
  await page.keyboard.press("ControlOrMeta+k");
  const field = page.getByRole("combobox", { name: /Find a page/ });
  await field.fill("insufficient_credit");
  await expect(page.getByText("The documentation could not be loaded and is not searched.")).toBeVisible();
  await expect(page.getByText(/^Nothing matches/)).toBeHidden();
  await page.unroute("**/docs/search.json.gz");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  await expect(page.getByRole("option").first()).toContainText("This call may need");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/docs\/errors#insufficient_credit$/);
  const document = await (await request.get(`${new URL(readDemo().api.baseUrl).origin}/v1/openapi.json`)).json();
  expect(document.openapi).toBe("3.1.0");
  expect(await (await request.get("/llms.txt")).text()).toContain("/v1/openapi.json");
});
