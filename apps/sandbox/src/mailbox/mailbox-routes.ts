import { Hono } from "hono";
import { PAGE_HEADERS } from "../pages/layout.ts";
import type { MailStore } from "./mail-store.ts";
import { mailboxPage } from "./mailbox-page.ts";

/** A message's own HTML: no script, no remote content; links open in a new tab. */
const MESSAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export function mailboxRoutes(store: MailStore): Hono {
  const routes = new Hono();
  routes.get("/", async (c) => {
    const recipient = c.req.query("to") ?? "";
    const page = await mailboxPage({ messages: store.list(recipient), recipient, open: undefined });
    return c.body(page, 200, PAGE_HEADERS);
  });
  routes.get("/messages", (c) => c.json({ messages: store.list(c.req.query("to")) }));
  routes.delete("/messages", async (c) => {
    await store.clear();
    return c.body(null, 204);
  });
  routes.get("/messages/:id", (c) => {
    const message = store.find(c.req.param("id"));
    return message === undefined ? c.json({ error: "There is no such message." }, 404) : c.json(message);
  });
  routes.get("/messages/:id/html", (c) => {
    const markup = store.find(c.req.param("id"))?.html;
    return c.body(`<base target="_blank">${markup ?? ""}`, markup ? 200 : 404, MESSAGE_HEADERS);
  });
  routes.get("/:id", async (c) => {
    const recipient = c.req.query("to") ?? "";
    const open = store.find(c.req.param("id"));
    const page = await mailboxPage({ messages: store.list(recipient), recipient, open });
    return c.body(page, open === undefined ? 404 : 200, PAGE_HEADERS);
  });
  return routes;
}
