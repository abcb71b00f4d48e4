import { loadActor } from "@tollgate/marketplace/access/load-actor";
import type { Context, Services } from "@tollgate/marketplace/context";
import {
  type OpenedServices,
  type OpenServicesOptions,
  openServices as open,
} from "@tollgate/marketplace/open-services";

export type ApiServices = OpenedServices;
export type ApiContext = Context;

/** Opens the stores and partners once per process. */
export function openServices(options: OpenServicesOptions): ApiServices {
  return open(options);
}

/**
 * The context of one request. Roles are read now, so that what a person may do is never older than their request.
 * @param userId who is signed in; `null` for a stranger.
 * @param sessionId the sign-in the request came by.
 */
export async function contextFor(services: Services, userId: string | null, sessionId?: string): Promise<Context> {
  return { ...services, actor: await loadActor(services, userId, sessionId) };
}
