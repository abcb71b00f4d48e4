import { z } from "zod";
import { type Context, requireWorkspace } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { type ProviderKeyView, toProviderKeyView, WITH_PROVIDER } from "./provider-key-view.ts";

export const ListProviderKeysInput = z.object({ workspaceId: z.string() });
export type ListProviderKeysInput = z.input<typeof ListProviderKeysInput>;

export interface ProviderKeys {
  readonly keys: readonly ProviderKeyView[];
  /** Providers with endpoints that take keys of customers, and no key of this workspace yet. */
  readonly choices: readonly { readonly id: string; readonly name: string; readonly models: readonly string[] }[];
}

/** A workspace's own keys at providers, and where it may bring one. Admins and owners may. */
export async function listProviderKeys(ctx: Context, input: ListProviderKeysInput): Promise<ProviderKeys> {
  const { workspaceId } = parseInput(ListProviderKeysInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const { prisma } = ctx.db;
  const takesKeys = { status: "approved", allowsOwnKeys: true } as const;
  const [rows, providers] = await Promise.all([
    prisma.providerKey.findMany({ where: { workspaceId }, include: WITH_PROVIDER, orderBy: { createdAt: "asc" } }),
    prisma.provider.findMany({
      where: { status: "active", endpoints: { some: takesKeys }, customerKeys: { none: { workspaceId } } },
      select: {
        id: true,
        name: true,
        endpoints: { where: takesKeys, select: { modelId: true }, orderBy: { modelId: "asc" } },
      },
      orderBy: { name: "asc" },
    }),
  ]);
  return {
    keys: rows.map(toProviderKeyView),
    choices: providers.map(({ id, name, endpoints }) => ({
      id,
      name,
      models: endpoints.map(({ modelId }) => modelId),
    })),
  };
}
