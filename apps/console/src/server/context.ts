import "server-only";
import { type ApiContext, contextFor } from "@tollgate/api/open-context";
import { cache } from "react";
import { services } from "./services.ts";
import { signedInUserId } from "./session.ts";

/** The API's context of this request: whoever is signed in, with the rights they have now. */
export const requestContext = cache(
  async (): Promise<ApiContext> => await contextFor(services(), await signedInUserId()),
);
