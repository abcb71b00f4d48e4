import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestSandbox } from "../start-test-sandbox.ts";
import { codeAt } from "./accounts.ts";

const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.stop());

const page = async () => await (await fetch(`${sandbox.url}/authenticator`)).text();
const add = async (key: string, label = "") =>
  await fetch(`${sandbox.url}/authenticator`, {
    method: "POST",
    body: new URLSearchParams({ key, label }),
    redirect: "manual",
  });

test("codes are those of RFC 6238", () => {
  expect(codeAt({ label: "", secret: SECRET }, new Date(59_000))).toEqual({ code: "287082", seconds: 1 });
});

test("the demo's staff are there once the instance has written its file", async () => {
  expect(await page()).toContain("No account yet");
  const users = { finance: { email: "finance@demo", totpSecret: SECRET }, customer: { email: "customer@demo" } };
  await writeFile(join(sandbox.dataDirectory, "demo.json"), JSON.stringify({ users }));
  const html = await page();
  expect(html).toContain("finance@demo");
  expect(html).not.toContain("customer@demo");
  expect(html).not.toContain(SECRET);
});

test("a key or an address of one is added, and what is neither is refused", async () => {
  expect((await add(SECRET.toLowerCase(), "Mine <b>")).status).toBe(303);
  expect(await page()).toContain("Mine &lt;b&gt;");
  expect((await add(`otpauth://totp/Tollgate:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Tollgate`)).status).toBe(
    303,
  );
  expect(await page()).toContain("ada@example.com");
  const refused = await add("not a key!");
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("This is no key");
});
