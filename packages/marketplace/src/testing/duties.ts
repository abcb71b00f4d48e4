import { expect } from "vitest";
import type { Context } from "../context.ts";
import type { ErrorCode } from "../errors.ts";
import { newPerson, type Person, services } from "./verbs.ts";

/** A new person who works for the platform. */
export async function newDutyHolder(role: "finance" | "operator"): Promise<Person> {
  const person = await newPerson(role);
  await services.db.prisma.user.update({ where: { id: person.userId }, data: { platformRole: role } });
  return person;
}

/** The platform itself, as workers are. */
export function system(): Context {
  return { ...services, actor: { kind: "system" } };
}

/** Expects that every attempt, all under way at once, is refused with this code. */
export async function expectRefused(attempts: readonly Promise<unknown>[], code: ErrorCode): Promise<void> {
  await Promise.all(attempts.map((attempt) => expect(attempt).rejects.toMatchObject({ code })));
}
