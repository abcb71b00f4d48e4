import { MarketplaceError } from "../errors.ts";

/** Error codes that the payout functions raise, in words. Each says what to do. */
const SENTENCES: Readonly<Record<string, string>> = {
  TG005: "This run is not where that can be done. Look at it again: somebody may have gone on with it.",
  TG006: "These statements changed since you looked at them. Read the latest revision and approve that one.",
  TG007: "A later month is closed, so what this run would pay is in its statements already. Pay that month’s run.",
  TG008: "This payee is owed less by now than the statement says. The next run pays what is left.",
};

/**
 * Runs a payout function of the database and turns its refusal into a sentence.
 * @throws MarketplaceError `precondition_failed` for a refusal; anything else as it came.
 */
export async function orRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const sentence = SENTENCES[codeOf(cause)];
    if (sentence) throw new MarketplaceError("precondition_failed", sentence, { cause });
    throw cause;
  }
}

/** The Postgres error code, wherever the driver put it. */
function codeOf(error: unknown): string {
  const text =
    error instanceof Error ? `${"code" in error ? error.code : ""} ${error.message} ${JSON.stringify(error)}` : "";
  return /TG00[5-8]/.exec(text)?.[0] ?? "";
}
