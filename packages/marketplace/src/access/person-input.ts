import { z } from "zod";

/** Longest address SMTP can carry (RFC 5321, 4.5.3.1.3). */
const EMAIL_MAX_LENGTH = 254;
export const PASSWORD_MIN_LENGTH = 10;
/** Long enough for any sentence, short enough that hashing it is not a way to keep a server busy. */
const PASSWORD_MAX_LENGTH = 200;

export const Email = z
  .string("Enter your e-mail address.")
  .trim()
  .toLowerCase()
  .max(EMAIL_MAX_LENGTH, "This e-mail address is too long.")
  .pipe(z.email("Enter a whole e-mail address, such as ada@example.com."));

export const NewPassword = z
  .string("Choose a password.")
  .min(PASSWORD_MIN_LENGTH, `Use at least ${PASSWORD_MIN_LENGTH} characters. A few words in a row are fine.`)
  .max(PASSWORD_MAX_LENGTH, `Use at most ${PASSWORD_MAX_LENGTH} characters.`);

/** What a person or workspace is called: one line of text, without control characters. */
export function displayName(what: string) {
  return z
    .string(`Enter ${what}.`)
    .trim()
    .min(1, `Enter ${what}.`)
    .max(80, "Use at most 80 characters.")
    .regex(/^[^\p{Cc}]*$/u, "Use plain text on one line.");
}
