import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "../shell/viewer.ts";
import { api } from "../trpc/server.tsx";
import { orSignIn } from "./or-not-found.ts";

/** The signed-in person; one query per request however many parts of a page ask. */
export const viewer = cache(async (): Promise<Viewer> => await orSignIn((await api()).me.get()));

/** The workspace an address names. One the person is not a member of looks like one that does not exist. */
export async function workspaceOf(params: Promise<{ workspace: string }>): Promise<Viewer["workspaces"][number]> {
  const { workspace: slug } = await params;
  const { workspaces } = await viewer();
  return workspaces.find((workspace) => workspace.slug === slug) ?? notFound();
}

/** Lets those with the duty pass, once their second factor is given; for others the page does not exist. */
export async function requireDuty(duty: Viewer["duties"][number]): Promise<void> {
  const { duties, secondFactorDue } = await viewer();
  if (!duties.includes(duty)) notFound();
  if (secondFactorDue) redirect("/sign-in/set-up");
}
