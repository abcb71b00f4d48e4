import "server-only";
import { type ApiContext, contextFor } from "@tollgate/api/open-context";
import { cache } from "react";
import { services } from "./services.ts";
import { signedIn } from "./session.ts";

/** The API's context of this request: whoever is signed in, with the rights they have now. */
export const requestContext = cache(async (): Promise<ApiContext> => {
  const session = await signedIn();
  return await contextFor(services(), session?.userId ?? null, session?.sessionId);
});
