import type { Services } from "@tollgate/marketplace/context";
import { closeSession as close } from "@tollgate/marketplace/sessions/close-session";
import { type PendingSignIn, pendingSignIn as pending } from "@tollgate/marketplace/sessions/pending-sign-in";
import { resumeSession as resume } from "@tollgate/marketplace/sessions/resume-session";
import { SESSION_SECONDS as LASTS_SECONDS } from "@tollgate/marketplace/sessions/session-days";

/** How long the cookie lasts. */
export const SESSION_SECONDS = LASTS_SECONDS;

/** Whose session a cookie names, while it lasts; `null` for one that was ended or is over. */
export async function resumeSession(services: Services, sessionId: string): Promise<string | null> {
  return await resume(services, sessionId);
}

/** What a sign-in waits for whose second factor was not given yet; `null` when it waits for nothing. */
export async function pendingSignIn(services: Services, sessionId: string): Promise<PendingSignIn | null> {
  return await pending(services, sessionId);
}

/** Ends the session of somebody who signs out. */
export async function closeSession(services: Services, sessionId: string): Promise<void> {
  await close(services, sessionId);
}
