/** A problem the person at the keyboard can solve: its message is one sentence that says what to do, shown without a stack. */
export class SentenceError extends Error {
  override readonly name = "SentenceError";
}

/** What to print for any failure: only the sentence when there is one, the stack when it is a bug of ours. */
export function describeFailure(error: unknown): string {
  if (error instanceof SentenceError) return error.message;
  if (error instanceof AggregateError) return error.errors.map(describeFailure).join("\n");
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}
