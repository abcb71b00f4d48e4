import { z } from "zod";

/** What narrows a list of the desk; what is left out does not. */
export function listFilter<const States extends readonly [string, ...string[]]>(states: States) {
  return z.object({
    state: z.enum(states, "There is no such state.").nullish(),
    /** A whole id, or part of a name. */
    search: z.string().trim().max(200).nullish(),
    /** Inclusive. */
    from: z.date("Choose a date.").nullish(),
    /** Exclusive. */
    to: z.date("Choose a date.").nullish(),
  });
}

/** A page of a list. */
export const LIST_PAGE = {
  limit: z.number().int().min(1).max(200).default(50),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(100).nullish(),
};

/** The text for `LIKE` that finds it anywhere, its signs taken as they are; `null` for everything. */
export function likeOf(search: string | null | undefined): string | null {
  return search ? `%${search.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
}
