import type { Services } from "../context.ts";

export interface SecurityMail {
  readonly subject: string;
  readonly lines: readonly string[];
}

/**
 * Tells a person what happened to the way they sign in, and what to do if it was not them. A mail that was not taken undoes nothing.
 */
export async function mailPerson(
  { mailer, urls }: Pick<Services, "mailer" | "urls">,
  { email, name }: { readonly email: string; readonly name: string },
  { subject, lines }: SecurityMail,
): Promise<void> {
  const text = [
    `Hello ${name},`,
    "",
    ...lines,
    "",
    "If it was not you, sign out everywhere else and change your password.",
    "",
    `Your account: ${urls.console}/account`,
  ];
  try {
    await mailer.send({ to: email, subject, text: text.join("\n") });
  } catch (error) {
    console.error(`“${subject}” was not mailed`, error);
  }
}
