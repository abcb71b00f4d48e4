import type { RoutePolicy } from "@tollgate/gateway/route-policy";
import type { DataPolicy } from "@tollgate/gateway/route-preferences";
import { z } from "zod";
import { announceChange } from "../announce-change.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { DATA_POLICIES } from "../providers/endpoint-input.ts";
import { readDataPolicy } from "../snapshot/data-policy.ts";

const PROVIDER_RULES = ["any", "only", "except"] as const;
export type ProviderRule = (typeof PROVIDER_RULES)[number];

/** What a workspace lets happen to its requests. */
export interface DataPolicyView {
  /** The least private policy of an endpoint that is accepted. */
  readonly dataPolicy: DataPolicy;
  readonly providerRule: ProviderRule;
  /** Slugs of the providers the rule names; none for `any`. */
  readonly providers: readonly string[];
}

interface PolicyRow {
  readonly dataPolicy: string;
  readonly providerRule: string;
  readonly providerSlugs: readonly string[];
}

function toView({ dataPolicy, providerRule, providerSlugs }: PolicyRow): DataPolicyView {
  const rule = PROVIDER_RULES.find((one) => one === providerRule) ?? "any";
  return { dataPolicy: readDataPolicy(dataPolicy), providerRule: rule, providers: providerSlugs };
}

/** The same as routing goes by it; `null` when everything may happen. */
export function toRoutePolicy(row: PolicyRow): RoutePolicy | null {
  const { dataPolicy, providerRule, providers } = toView(row);
  if (dataPolicy === "may_train" && providerRule === "any") return null;
  const named = new Set(providers);
  return {
    dataPolicy,
    only: providerRule === "only" ? named : null,
    except: providerRule === "except" ? named : new Set(),
  };
}

export const GetDataPolicyInput = z.object({ workspaceId: z.string() });
export type GetDataPolicyInput = z.input<typeof GetDataPolicyInput>;

/** What a workspace lets happen to its requests. Members may see it. */
export async function getDataPolicy(ctx: Context, input: GetDataPolicyInput): Promise<DataPolicyView> {
  const { workspaceId } = parseInput(GetDataPolicyInput, input);
  requireWorkspace(ctx, workspaceId);
  const row = await ctx.db.prisma.workspace.findUnique({ where: { id: workspaceId } });
  if (!row) throw new MarketplaceError("not_found", "This workspace does not exist.");
  return toView(row);
}

const MOST_PROVIDERS = 200;

export const SetDataPolicyInput = z.object({
  workspaceId: z.string(),
  dataPolicy: z.enum(DATA_POLICIES, "Choose what may be done with requests."),
  providerRule: z.enum(PROVIDER_RULES, "Choose which providers may be asked."),
  /** Slugs; ignored for `any`. */
  providers: z
    .array(z.string().trim().toLowerCase())
    .max(MOST_PROVIDERS, `Name at most ${MOST_PROVIDERS} providers.`)
    .default([]),
});
export type SetDataPolicyInput = z.input<typeof SetDataPolicyInput>;

/**
 * Says what a workspace lets happen to its requests, for every key of it and of the apps it is connected to, from the next call on. Admins and
 * owners may.
 * @throws MarketplaceError `invalid_input` for a rule without providers, or with one that does not exist.
 */
export async function setDataPolicy(ctx: Context, input: SetDataPolicyInput): Promise<void> {
  const { workspaceId, dataPolicy, providerRule, providers } = parseInput(SetDataPolicyInput, input);
  requireWorkspace(ctx, workspaceId, "admin");
  const providerSlugs = providerRule === "any" ? [] : [...new Set(providers)].toSorted();
  await requireProviders(ctx, providerRule, providerSlugs);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.workspace.update({ where: { id: workspaceId }, data: { dataPolicy, providerRule, providerSlugs } });
    await recordAudit(tx, ctx, {
      action: "setDataPolicy",
      workspaceId,
      subjectId: workspaceId,
      detail: { dataPolicy, providerRule, providers: providerSlugs.join(" ") },
    });
  });
  await announceChange(ctx, { kind: "workspace", id: workspaceId });
}

async function requireProviders(ctx: Context, rule: ProviderRule, slugs: readonly string[]): Promise<void> {
  const field = "providers";
  if (rule !== "any" && slugs.length === 0)
    throw new MarketplaceError("invalid_input", "Choose at least one provider.", { field });
  const known = await ctx.db.prisma.provider.findMany({ where: { slug: { in: [...slugs] } }, select: { slug: true } });
  const missing = slugs.find((slug) => !known.some((one) => one.slug === slug));
  if (missing !== undefined)
    throw new MarketplaceError("invalid_input", `There is no provider “${missing}”.`, { field });
}
