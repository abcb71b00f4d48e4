import "server-only";
import { cache } from "react";
import { createCaller } from "../server/api.ts";
import { contextFor } from "../server/context.ts";
import { signedInUserId } from "../server/session.ts";

/** The API for server components: the same procedures the browser calls, without the network. One per request. */
export const api = cache(async () => createCaller(contextFor(await signedInUserId())));
