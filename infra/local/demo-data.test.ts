import { mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { type DemoSummary, demoFileOf, writeDemoFile } from "./demo-data.ts";
import { readSettings } from "./settings.ts";
import { summarise } from "./summary.ts";

const person = (role: string) => ({ email: `${role}@example.com`, password: `${role}-secret` });
const summary: DemoSummary = {
  users: {
    customer: person("customer"),
    builder: person("builder"),
    provider: person("provider"),
    finance: person("finance"),
    approver: person("approver"),
    operator: person("operator"),
  },
  keys: { customer: "tg-customer", app: "tg-app", management: "tg-management" },
  app: { id: "app_1" },
  models: ["author/model"],
};

test("the demo file holds addresses and sign-ins and is readable by its owner only", () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), "tollgate-demo-"));
  const settings = readSettings({ TOLLGATE_DATA_DIR: dir, API_PORT: "5001" });
  const demo = writeDemoFile(settings, summary);
  expect(demo.api.baseUrl).toBe("http://127.0.0.1:5001/v1");
  expect(statSync(demoFileOf(settings)).mode & 0o777).toBe(0o600);
  rmSync(dir, { recursive: true });
});

test("the summary names every role's sign-in and a call that can be pasted", () => {
  const demo = {
    console: { url: "http://c" },
    api: { baseUrl: "http://a/v1" },
    sandbox: { url: "http://s" },
    ...summary,
  };
  const text = summarise(demo, "/data");
  for (const { email, password } of Object.values(summary.users))
    expect(text).toMatch(new RegExp(`${email} +${password}`));
  expect(text).toContain("http://s/authenticator");
  expect(text).toContain("curl http://a/v1/chat/completions");
  expect(text).toContain("Authorization: Bearer tg-customer");
  expect(text).toContain('"model":"author/model"');
});
