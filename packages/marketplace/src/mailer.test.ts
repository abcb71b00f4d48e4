import { createServer } from "node:net";
import { expect, test } from "vitest";
import { openMailer } from "./mailer.ts";

const CONSOLE = "https://tollgate.test";

/** Just enough SMTP (RFC 5321) to take one message. */
async function startMailServer() {
  let heard = "";
  const server = createServer((socket) => {
    let inData = false;
    socket.write("220 test\r\n");
    socket.on("data", (bytes) => {
      const text = bytes.toString();
      heard += text;
      if (inData) {
        if (!heard.includes("\r\n.\r\n")) return;
        inData = false;
        socket.write("250 taken\r\n");
        return;
      }
      inData = text.startsWith("DATA");
      socket.write(inData ? "354 go on\r\n" : "250 ok\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, heard: () => heard, stop: () => server.close() };
}

test("a message reaches the server the address names", async () => {
  const server = await startMailServer();
  await openMailer({ url: server.url, from: "Tollgate <no-reply@tollgate.test>", consoleUrl: CONSOLE }).send({
    to: "ada@example.com",
    subject: "Welcome",
    text: "Hello Ada",
  });
  server.stop();
  expect(server.heard()).toContain("RCPT TO:<ada@example.com>");
  expect(server.heard()).toMatch(/text\/plain[\s\S]*Hello Ada[\s\S]*text\/html[\s\S]*<p>Hello Ada<\/p>/);
});

test("a server that is not there is an error, not a silence", async () => {
  const server = await startMailServer();
  server.stop();
  const mail = { to: "ada@example.com", subject: "Welcome", text: "Hello Ada" };
  await expect(
    openMailer({ url: server.url, from: "a@tollgate.test", consoleUrl: CONSOLE }).send(mail),
  ).rejects.toThrow();
});
