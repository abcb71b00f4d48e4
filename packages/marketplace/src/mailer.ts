import { createTransport } from "nodemailer";
import { mailHtml } from "./mail-html.ts";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
}

export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** Sends e-mail. Failing to send never undoes the deed it tells of. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** People wait while an e-mail is handed over: a server that does not answer must not keep them. */
const TIMEOUT_MS = 5_000;

export interface MailServer {
  /** SMTP address, such as `smtp://user:password@host:587`. */
  readonly url: string;
  readonly from: string;
  /** Where links of mails may lead; without a trailing slash. */
  readonly consoleUrl: string;
}

/** Sends every mail as plain text and, made from that text, as HTML. */
export function openMailer({ url, from, consoleUrl }: MailServer): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    async send(mail) {
      const { attachments = [], ...rest } = mail;
      await transport.sendMail({
        from,
        ...rest,
        html: mailHtml(rest, consoleUrl),
        attachments: attachments.map((one) => ({ ...one, content: Buffer.from(one.content) })),
      });
    },
  };
}
