import { createTransport } from "nodemailer";

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

/** @param url SMTP address, such as `smtp://user:password@host:587`. */
export function openMailer(url: string, from: string): Mailer {
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
        attachments: attachments.map((one) => ({ ...one, content: Buffer.from(one.content) })),
      });
    },
  };
}
