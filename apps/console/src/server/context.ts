import type { ApiContext } from "./api.ts";

/** The API's context for whoever this is; `null` is a stranger. */
export function contextFor(userId: string | null): ApiContext {
  return { userId };
}
