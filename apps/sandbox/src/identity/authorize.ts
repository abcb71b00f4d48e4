import type { Context } from "hono";
import { PAGE_HEADERS } from "../pages/layout.ts";
import type { Grants } from "./grants.ts";
import { signInPage } from "./sign-in-page.ts";

/** The authorize endpoint of a stand-in: its page, and what the page's form sends. */
export async function showSignIn(c: Context, service: string): Promise<Response> {
  const url = new URL(c.req.url);
  const problem = problemOf(url.searchParams);
  if (problem) return c.text(problem, 400);
  return c.body(await pageFor(url, service, false), 200, PAGE_HEADERS);
}

export async function takeSignIn(c: Context, service: string, grants: Grants): Promise<Response> {
  const url = new URL(c.req.url);
  const asked = url.searchParams;
  const problem = problemOf(asked);
  if (problem) return c.text(problem, 400);
  const form = new URLSearchParams(await c.req.text());
  const back = new URL(asked.get("redirect_uri") ?? "");
  const state = asked.get("state");
  if (state !== null) back.searchParams.set("state", state);
  if (form.get("act") === "deny") {
    back.searchParams.set("error", "access_denied");
    return c.redirect(back.href, 302);
  }
  const email = (form.get("email") ?? "").trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return c.body(await pageFor(url, service, true), 400, PAGE_HEADERS);
  const person = { email, name: (form.get("name") ?? "").trim(), verified: form.get("verified") === "yes" };
  const code = grants.code({
    person,
    clientId: asked.get("client_id") ?? "",
    redirectUri: asked.get("redirect_uri") ?? "",
    scope: asked.get("scope") ?? "",
    challenge: asked.get("code_challenge"),
    nonce: asked.get("nonce"),
  });
  back.searchParams.set("code", code);
  return c.redirect(back.href, 302);
}

function problemOf(asked: URLSearchParams): string | null {
  if (!asked.get("client_id")) return "client_id is missing.";
  if (!URL.canParse(asked.get("redirect_uri") ?? "")) return "redirect_uri is missing or no address.";
  if (asked.has("code_challenge") && asked.get("code_challenge_method") !== "S256")
    return "code_challenge_method must be S256.";
  return null;
}

async function pageFor(url: URL, service: string, wrong: boolean): Promise<string> {
  const returnsTo = new URL(url.searchParams.get("redirect_uri") ?? "").host;
  return await signInPage({ service, returnsTo, query: url.searchParams.toString(), wrong });
}
