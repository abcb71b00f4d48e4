import { z } from "zod";

/** What is wrong, by field; `form` is for what belongs to no field. */
export type FormErrors = Readonly<Record<string, string | undefined>>;

const Refusal = z.object({
  message: z.string().min(1),
  data: z.object({ field: z.string().nullable().default(null) }),
});

/** A browser says such things when no answer arrived at all. */
const UNREACHABLE = "No answer from the server. Check your connection and try again; nothing was changed by this page.";

/** Puts a refusal of the API beside the field it is about, when the form has that field. */
export function formErrorsOf(error: unknown, fields: readonly string[]): FormErrors {
  const refusal = Refusal.safeParse(error);
  if (!refusal.success) return { form: UNREACHABLE };
  const { message, data } = refusal.data;
  return data.field !== null && fields.includes(data.field) ? { [data.field]: message } : { form: message };
}

/** For dialogs, which show what a rejection says: passes a refusal of the API on in its own words. */
export function rejectInWords(error: unknown): never {
  throw new Error(formErrorsOf(error, []).form);
}

/** The first thing wrong with each field of an input that did not parse. */
export function inputErrorsOf(error: z.ZodError): FormErrors {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) errors[String(issue.path[0] ?? "form")] ??= issue.message;
  return errors;
}
