import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { MailStore } from "./mail-store.ts";

/** A mailer that keeps its connection open may not delay shutdown for longer than this. */
const CLOSE_TIMEOUT_MS = 250;
const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

export type MailReceiver = { port: number; stop: () => Promise<void> };

/** Listens for mail on the given address and keeps whatever arrives. Any user name and password is let in. */
export async function receiveMail(store: MailStore, address: { host: string; port: number }): Promise<MailReceiver> {
  const server = new SMTPServer({
    banner: "Tollgate sandbox mailbox",
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: CLOSE_TIMEOUT_MS,
    size: MAX_MESSAGE_BYTES,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "anyone" }),
    onData: (stream, session, done) => {
      keep(store, stream, session).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address.port, address.host, resolve);
  });
  server.removeAllListeners("error");
  server.on("error", (error) => console.warn("A mail connection failed:", error.message));
  const bound = server.server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : address.port;
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function keep(store: MailStore, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of stream) {
    parts.push(Buffer.from(part));
  }
  if (stream.sizeExceeded) {
    throw Object.assign(new Error("The message is larger than 10 MiB."), { responseCode: 552 });
  }
  const mail = await PostalMime.parse(Buffer.concat(parts));
  const sender = session.envelope.mailFrom;
  await store.add({
    from: mail.from?.address ?? (sender === false ? "" : sender.address),
    to: session.envelope.rcptTo.map((recipient) => recipient.address),
    subject: mail.subject ?? "(no subject)",
    text: mail.text ?? "",
    html: mail.html ?? null,
    headers: mail.headers.map(({ key, value }) => ({ name: key, value })),
    attachments: mail.attachments.map((attachment) => ({
      filename: attachment.filename,
      contentType: attachment.mimeType,
      bytes: typeof attachment.content === "string" ? attachment.content.length : attachment.content.byteLength,
    })),
  });
}
