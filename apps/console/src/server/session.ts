import "server-only";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { z } from "zod";
import { authOptions } from "./auth.ts";

const Session = z.object({ user: z.object({ id: z.string().min(1) }) });

/** Who is signed in, by the session cookie alone; rights are the API's to decide. */
export const signedInUserId = cache(async (): Promise<string | null> => {
  const session = Session.safeParse(await getServerSession(authOptions()));
  return session.success ? session.data.user.id : null;
});
