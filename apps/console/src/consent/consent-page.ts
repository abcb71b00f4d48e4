import "server-only";
import { TRPCError } from "@trpc/server";
import { viewer } from "../server/viewer.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { api } from "../trpc/server.tsx";

type Workspace = Outputs["me"]["get"]["workspaces"][number];
type Preview = Outputs["connect"]["preview"];
export type Grant = Outputs["grants"]["list"][number];

/** What following a connect link leads to. */
export type ConsentPage =
  | { kind: "closed"; sentence: string }
  | { kind: "nobody-to-pay"; preview: Preview }
  | {
      kind: "open";
      preview: Preview;
      /** Workspaces this person may commit. */
      payers: readonly Workspace[];
      payer: Workspace;
      /** The payer's connection to the app, unless it was ended. */
      grant: Grant | null;
      email: string;
    };

/** Loads what there is to decide, for the workspace the address names or the first this person may commit. */
export async function loadConsentPage(appId: string, slug: string | undefined): Promise<ConsentPage> {
  const { user, workspaces } = await viewer();
  const payers = workspaces.filter((workspace) => workspace.role !== "member");
  const payer = payers.find((workspace) => workspace.slug === slug) ?? payers[0];
  const caller = await api();
  try {
    const preview = await caller.connect.preview({ appId, workspaceId: payer?.id });
    if (!payer) return { kind: "nobody-to-pay", preview };
    const grants = preview.connected ? await caller.grants.list({ workspaceId: payer.id }) : [];
    const grant = grants.find((one) => one.app.id === appId && one.state !== "revoked") ?? null;
    return { kind: "open", preview, payers, payer, grant, email: user.email };
  } catch (error) {
    const closed = error instanceof TRPCError && (error.code === "NOT_FOUND" || error.code === "PRECONDITION_FAILED");
    if (closed) return { kind: "closed", sentence: error.message };
    throw error;
  }
}
