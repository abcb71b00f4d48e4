import "server-only";
import { TRPCError } from "@trpc/server";
import { viewer } from "../server/viewer.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { api } from "../trpc/server.tsx";
import type { Grant } from "./consent-page.ts";
import { type ProposedLimit, proposedLimit, readSignInQuery, type SignInQuery } from "./sign-in-query.ts";

type Workspace = Outputs["me"]["get"]["workspaces"][number];
type Preview = Outputs["connect"]["previewSignIn"];

/** What an app's request to sign in leads to. */
export type SignInPage =
  /** The request cannot be trusted, so nobody is sent anywhere. */
  | { kind: "closed"; sentence: string }
  | { kind: "nobody-to-pay"; preview: Preview }
  | {
      kind: "open";
      request: SignInQuery;
      proposed: ProposedLimit;
      preview: Preview;
      /** Workspaces this person may commit. */
      payers: readonly Workspace[];
      payer: Workspace;
      /** The payer's connection to a registered app, unless it was ended. */
      grant: Grant | null;
      email: string;
    };

const CLOSED: ReadonlySet<string> = new Set(["BAD_REQUEST", "NOT_FOUND", "PRECONDITION_FAILED"]);

/** Loads what there is to decide, for the workspace the address names or the first this person may commit. */
export async function loadSignInPage(query: Record<string, string | string[] | undefined>): Promise<SignInPage> {
  const { user, workspaces } = await viewer();
  const payers = workspaces.filter((workspace) => workspace.role !== "member");
  const payer = payers.find((workspace) => workspace.slug === query.workspace) ?? payers[0];
  const request = readSignInQuery(query);
  const caller = await api();
  try {
    const preview = await caller.connect.previewSignIn({ ...request, workspaceId: payer?.id });
    if (!payer) return { kind: "nobody-to-pay", preview };
    const connected = preview.connect?.connected === true;
    const grants = connected ? await caller.grants.list({ workspaceId: payer.id }) : [];
    const grant = grants.find((one) => one.app.id === request.appId && one.state !== "revoked") ?? null;
    const proposed = proposedLimit(query);
    return { kind: "open", request, proposed, preview, payers, payer, grant, email: user.email };
  } catch (error) {
    if (error instanceof TRPCError && CLOSED.has(error.code)) return { kind: "closed", sentence: error.message };
    throw error;
  }
}
