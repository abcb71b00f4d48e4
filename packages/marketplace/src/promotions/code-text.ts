import { z } from "zod";

/** A promotional code as people type it; case does not matter. */
export const CodeText = z
  .string("Enter a code.")
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{3,39}$/, "Enter a code of 4 to 40 letters, digits and dashes.");
