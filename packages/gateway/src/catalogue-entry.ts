import type { ErrorDetails } from "./error-details.ts";

/** What is said of one kind of error. */
export interface CatalogueEntry {
  readonly status: number;
  /** What OpenAI clients switch on. */
  readonly type: string;
  readonly message: (details: ErrorDetails) => string;
}

export const wait = ({ retryAfterSeconds }: ErrorDetails) =>
  retryAfterSeconds === undefined ? "try again shortly" : `try again in ${retryAfterSeconds} s`;
