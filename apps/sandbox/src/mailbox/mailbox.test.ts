import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startTestSandbox } from "../start-test-sandbox.ts";

const Messages = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      to: z.array(z.string()),
      subject: z.string(),
      text: z.string(),
      html: z.string().nullable(),
    }),
  ),
});

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  const transport = createTransport({ host: "127.0.0.1", port: sandbox.smtpPort, auth: { user: "any", pass: "any" } });
  await transport.sendMail({
    from: "Tollgate <no-reply@example.com>",
    to: "ada@example.com",
    subject: "Grüße",
    text: "Plain words",
    html: "<p>Rich <b>words</b><script>alert(1)</script></p>",
  });
  await transport.sendMail({ from: "a@example.com", to: "bob@example.com", subject: "<b>Second</b>", text: "two" });
});
afterAll(() => sandbox.stop());

async function list(query = "") {
  const response = await fetch(`${sandbox.url}/mailbox/messages${query}`);
  return Messages.parse(await response.json()).messages;
}

test("sent mail is listed newest first and found by recipient", async () => {
  expect((await list()).map((message) => message.subject)).toEqual(["<b>Second</b>", "Grüße"]);
  const [message] = await list("?to=ada@");
  expect(message).toMatchObject({ to: ["ada@example.com"], text: expect.stringContaining("Plain words") });
});

test("the page shows mail without ever treating it as its own markup", async () => {
  const [, message] = await list();
  const page = await (await fetch(`${sandbox.url}/mailbox/${message?.id}`)).text();
  expect(page).toContain("&lt;b&gt;Second&lt;/b&gt;");
  expect(page).not.toContain("<script>");
  const rich = await fetch(`${sandbox.url}/mailbox/messages/${message?.id}/html`);
  expect(rich.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await rich.text()).toContain("<b>words</b>");
});

test("mail survives a restart and can be cleared", async () => {
  const again = await startTestSandbox({ dataDirectory: sandbox.dataDirectory });
  const kept = await fetch(`${again.url}/mailbox/messages`);
  expect(Messages.parse(await kept.json()).messages).toHaveLength(2);
  await again.stop();
  await fetch(`${sandbox.url}/mailbox/messages`, { method: "DELETE" });
  expect(await list()).toEqual([]);
});
