import { loadActor } from "../access/load-actor.ts";
import type { Actor, Services } from "../context.ts";

/** The same person, as if they had signed in with a second factor. */
export function withTwoFactors(actor: Actor): Actor {
  return actor.kind === "user" ? { ...actor, twoFactors: true } : actor;
}

/** A person with the roles they have now, as if they had signed in with a second factor. */
export async function loadProven(services: Pick<Services, "db">, userId: string): Promise<Actor> {
  return withTwoFactors(await loadActor(services, userId));
}
