import { createTransport } from "nodemailer";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends e-mail. Failing to send never undoes the deed it tells of. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** @param url SMTP address, such as `smtp://user:password@host:587`. */
export function openMailer(url: string, from: string): Mailer {
  const transport = createTransport(url);
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
  };
}
