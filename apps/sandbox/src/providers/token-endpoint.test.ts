import { expect, test } from "vitest";
import { tokenEndpoint } from "./token-endpoint.ts";

const NOW = 1_770_000_000;
const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
const claims = {
  iss: "a@project.example",
  scope: "s",
  aud: "http://127.0.0.1/google/token",
  iat: NOW,
  exp: NOW + 3_600,
};

function ask(assertion: string, grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer") {
  const body = new URLSearchParams({ grant_type, assertion });
  return tokenEndpoint(() => NOW * 1_000).request("/token", { method: "POST", body });
}

test("a service account that asserts itself gets a token for an hour", async () => {
  const response = await ask(`${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}.c2ln`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ access_token: expect.stringMatching(/^ya29\./), expires_in: 3_600 });
});

test("an assertion that is old, unsigned or something else gets none", async () => {
  const header = encode({ alg: "RS256", typ: "JWT" });
  const old = encode({ ...claims, iat: NOW - 7_200, exp: NOW - 3_600 });
  for (const assertion of [
    `${header}.${old}.c2ln`,
    `${header}.${encode(claims)}.`,
    `${encode({ alg: "none" })}.${encode(claims)}.x`,
    "x",
  ])
    expect((await ask(assertion)).status).toBe(400);
});

test("another grant is somebody else's to answer", async () => {
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}.c2ln`;
  expect((await ask(signed, "authorization_code")).status).toBe(404);
});
