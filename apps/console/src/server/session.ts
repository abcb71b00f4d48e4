import "server-only";
import { resumeSession } from "@tollgate/api/sessions";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { z } from "zod";
import { authOptions } from "./auth.ts";
import { services } from "./services.ts";

const Session = z.object({ sid: z.string().min(1) });

/** The session that the cookie names, whatever it is worth: also one that waits for its second factor. */
export const heldSessionId = cache(async (): Promise<string | null> => {
  const session = Session.safeParse(await getServerSession(authOptions()));
  return session.success ? session.data.sid : null;
});

/** The sign-in that the cookie names, when it has not been ended; rights are the API's to decide. */
export const signedIn = cache(async (): Promise<{ userId: string; sessionId: string } | null> => {
  const sessionId = await heldSessionId();
  if (sessionId === null) return null;
  const userId = await resumeSession(services(), sessionId);
  return userId === null ? null : { userId, sessionId };
});

export async function signedInUserId(): Promise<string | null> {
  return (await signedIn())?.userId ?? null;
}
