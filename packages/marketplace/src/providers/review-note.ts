import { z } from "zod";

/** What an operator tells the provider. */
export const ReviewNote = z
  .string("Write a note for the provider.")
  .trim()
  .min(1, "Write a note for the provider.")
  .max(1_000, "Use at most 1000 characters.");
