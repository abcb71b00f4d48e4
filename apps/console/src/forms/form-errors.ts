import type { z } from "zod";

/** What is wrong, by field; `form` is for what belongs to no field. */
export type FormErrors = Readonly<Record<string, string | undefined>>;

/** A refusal as the API sends it; read by hand, so that not every page carries a library of schemas. */
type Refusal = { readonly message: string; readonly field: string | null };

function readRefusal(error: unknown): Refusal | null {
  if (typeof error !== "object" || error === null || !("message" in error) || !("data" in error)) return null;
  const { message, data } = error;
  if (typeof message !== "string" || message === "" || typeof data !== "object" || data === null) return null;
  const field = "field" in data ? (data.field ?? null) : null;
  return field === null || typeof field === "string" ? { message, field } : null;
}

/** A browser says such things when no answer arrived at all. */
const UNREACHABLE = "No answer from the server. Check your connection and try again; nothing was changed by this page.";

/** Puts a refusal of the API beside the field it is about, when the form has that field. */
export function formErrorsOf(error: unknown, fields: readonly string[]): FormErrors {
  const refusal = readRefusal(error);
  if (!refusal) return { form: UNREACHABLE };
  const { message, field } = refusal;
  return field !== null && fields.includes(field) ? { [field]: message } : { form: message };
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
