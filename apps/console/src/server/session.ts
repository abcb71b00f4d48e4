import "server-only";
import { resumeSession } from "@tollgate/api/sessions";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { z } from "zod";
import { authOptions } from "./auth.ts";
import { services } from "./services.ts";

const Session = z.object({ sid: z.string().min(1) });

/** The sign-in that the cookie names, when it has not been ended; rights are the API's to decide. */
export const signedIn = cache(async (): Promise<{ userId: string; sessionId: string } | null> => {
  const session = Session.safeParse(await getServerSession(authOptions()));
  if (!session.success) return null;
  const sessionId = session.data.sid;
  const userId = await resumeSession(services(), sessionId);
  return userId === null ? null : { userId, sessionId };
});

export async function signedInUserId(): Promise<string | null> {
  return (await signedIn())?.userId ?? null;
}
