import { Hono } from "hono";
import { PAGE_HEADERS } from "../pages/layout.ts";
import { type AuthenticatorApp, codeAt } from "./accounts.ts";
import { authenticatorPage } from "./authenticator-page.ts";

/** The page, and its codes as JSON for scripts. */
export function authenticatorRoutes(app: AuthenticatorApp): Hono {
  const routes = new Hono();
  const page = async (unreadable: boolean) =>
    await authenticatorPage({ accounts: await app.accounts(), at: new Date(), unreadable });
  routes.get("/", async (c) => {
    const seconds = 30 - (Math.floor(Date.now() / 1000) % 30);
    return c.body(await page(false), 200, { ...PAGE_HEADERS, refresh: String(seconds) });
  });
  routes.post("/", async (c) => {
    const { key, label } = await c.req.parseBody();
    if (await app.add(String(key ?? ""), String(label ?? ""))) return c.redirect("/authenticator", 303);
    return c.body(await page(true), 400, PAGE_HEADERS);
  });
  routes.get("/codes", async (c) => {
    const accounts = await app.accounts();
    return c.json({ codes: accounts.map((account) => ({ label: account.label, ...codeAt(account, new Date()) })) });
  });
  routes.delete("/", async (c) => {
    await app.clear();
    return c.body(null, 204);
  });
  return routes;
}
