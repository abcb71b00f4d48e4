import "server-only";
import { createCaller } from "@tollgate/api/app-router";
import { cache } from "react";
import { requestContext } from "../server/context.ts";

/** The API for server components: the same procedures the browser calls, without the network. One per request. */
export const api = cache(async () => createCaller(await requestContext()));
