import type { z } from "zod";
import { MarketplaceError } from "./errors.ts";

/**
 * Reads a verb's input. Schemas never change a value's type, so that a surface may read the same input with the same schema before.
 * @throws MarketplaceError `invalid_input` with the first field at fault and a sentence about it.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw inputError(parsed.error);
  refuseNul(parsed.data, []);
  return parsed.data;
}

/** Postgres text cannot hold the character NUL; nobody types it, so it is refused once, here, for every field of every verb. */
function refuseNul(value: unknown, path: readonly string[]): void {
  if (typeof value === "string" && value.includes("\0"))
    throw new MarketplaceError("invalid_input", "Use plain text: it contains a character that cannot be stored.", {
      field: path.join("."),
    });
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) refuseNul(part, [...path, key]);
}

/** The refusal for a failed parse: our own messages are sentences, the library's are made into one. */
export function inputError(error: z.ZodError): MarketplaceError {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join(".") ?? "";
  const message = issue?.message ?? "The input could not be read.";
  const sentence = message.endsWith(".") ? message : `Check “${field || "input"}”: ${lowerFirst(message)}.`;
  return new MarketplaceError("invalid_input", sentence, field ? { field, cause: error } : { cause: error });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
