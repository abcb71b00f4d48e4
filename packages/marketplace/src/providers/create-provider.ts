import { newId } from "@tollgate/db/ids";
import { z } from "zod";
import { displayName } from "../access/person-input.ts";
import { isUniqueViolation } from "../access/unique-violation.ts";
import { type Context, recordAudit, requireWorkspace } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { type ProviderView, toProviderView } from "./provider-view.ts";

export const CreateProviderInput = z.object({
  workspaceId: z.string(),
  name: displayName("the provider's name"),
  /** How requests and responses name it. */
  slug: z
    .string("Choose a short name.")
    .trim()
    .min(2, "Use at least 2 characters.")
    .max(40, "Use at most 40 characters.")
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Use lower-case letters and digits, with single dashes between them."),
  description: z.string().trim().max(1_000, "Use at most 1000 characters.").default(""),
});
export type CreateProviderInput = z.input<typeof CreateProviderInput>;

/** Opens a provider under which a workspace registers endpoints. Admins and owners may. */
export async function createProvider(ctx: Context, input: CreateProviderInput): Promise<ProviderView> {
  const data = parseInput(CreateProviderInput, input);
  requireWorkspace(ctx, data.workspaceId, "admin");
  try {
    return await ctx.db.prisma.$transaction(async (tx) => {
      const row = await tx.provider.create({ data: { id: newId("provider"), ...data } });
      await recordAudit(tx, ctx, {
        action: "createProvider",
        workspaceId: data.workspaceId,
        subjectId: row.id,
        detail: { slug: data.slug },
      });
      return toProviderView({ ...row, _count: { endpoints: 0 } });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new MarketplaceError("conflict", `Another provider is called “${data.slug}”. Choose another short name.`, {
      field: "slug",
      cause: error,
    });
  }
}
