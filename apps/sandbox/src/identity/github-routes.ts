import { Hono } from "hono";
import { showSignIn, takeSignIn } from "./authorize.ts";
import { accountNumber, Grants, type OutsidePerson } from "./grants.ts";

/**
 * GitHub as an OAuth app sees it, laid out as on a server of one's own, with the API under `/api/v3`.
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export function githubRoutes(): Hono {
  const grants = new Grants();
  const routes = new Hono();
  routes.get("/login/oauth/authorize", (c) => showSignIn(c, "GitHub"));
  routes.post("/login/oauth/authorize", (c) => takeSignIn(c, "GitHub", grants));
  routes.post("/login/oauth/access_token", async (c) => {
    const grant = grants.exchange(new URLSearchParams(await c.req.text()));
    // GitHub answers 200 to a code it does not know, and form-encoded to whoever does not ask for JSON.
    const answer: Record<string, string> = grant
      ? { access_token: grants.token(grant, "gho_"), scope: grant.scope.replaceAll(" ", ","), token_type: "bearer" }
      : { error: "bad_verification_code", error_description: "The code passed is incorrect or expired." };
    if (c.req.header("accept")?.includes("json")) return c.json(answer);
    const text = new URLSearchParams(answer).toString();
    return c.body(text, 200, { "content-type": "application/x-www-form-urlencoded; charset=utf-8" });
  });
  routes.get("/api/v3/user", (c) => {
    const person = grants.holder(c.req.header("authorization"))?.person;
    return person ? c.json(userOf(person)) : c.json(BAD_CREDENTIALS, 401);
  });
  routes.get("/api/v3/user/emails", (c) => {
    const grant = grants.holder(c.req.header("authorization"));
    if (!grant) return c.json(BAD_CREDENTIALS, 401);
    if (!/user:email|(^|[ ,])user($|[ ,])/.test(grant.scope)) return c.json({ message: "Not Found" }, 404);
    const { email, verified } = grant.person;
    return c.json([{ email, primary: true, verified, visibility: "private" }]);
  });
  return routes;
}

const BAD_CREDENTIALS = {
  message: "Bad credentials",
  documentation_url: "https://docs.github.com/rest",
  status: "401",
};

/** The main address is private with most people: then it is in the list of addresses alone. */
function userOf({ email, name }: OutsidePerson) {
  const login = email
    .slice(0, email.indexOf("@"))
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "-");
  const id = accountNumber(email);
  return { login, id, node_id: `U_${id}`, type: "User", site_admin: false, name: name || null, email: null };
}
