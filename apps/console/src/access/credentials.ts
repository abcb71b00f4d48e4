import { z } from "zod";

const email = z
  .string()
  .trim()
  .min(1, "Enter your e-mail address.")
  .pipe(z.email("That is not a whole e-mail address."));

export const PASSWORD_MIN_LENGTH = 12;

export const SignInInput = z.object({ email, password: z.string().min(1, "Enter your password.") });

export const SignUpInput = z.object({
  name: z.string().trim().min(1, "Enter your name.").max(100, "Use at most 100 characters."),
  email,
  password: z
    .string()
    .min(PASSWORD_MIN_LENGTH, `Use at least ${PASSWORD_MIN_LENGTH} characters. A few words in a row are fine.`)
    .max(200, "Use at most 200 characters."),
});

export type FieldErrors = Record<string, string | undefined>;

/** The first thing wrong with each field, for showing beside it. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? "");
    errors[field] ??= issue.message;
  }
  return errors;
}
