import { z } from "zod";

const email = z
  .string()
  .trim()
  .min(1, "Enter your e-mail address.")
  .pipe(z.email("That is not a whole e-mail address."));

export const PASSWORD_MIN_LENGTH = 10;

export const SignInInput = z.object({ email, password: z.string().min(1, "Enter your password.") });

export const SignUpInput = z.object({
  name: z.string().trim().min(1, "Enter your name.").max(80, "Use at most 80 characters."),
  email,
  password: z
    .string()
    .min(PASSWORD_MIN_LENGTH, `Use at least ${PASSWORD_MIN_LENGTH} characters. A few words in a row are fine.`)
    .max(200, "Use at most 200 characters."),
});
