import { z } from "zod";
import type { Context } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { importCatalogue } from "./import-catalogue.ts";

export const ApplyCatalogueInput = z.object({
  /** Of the difference that was looked at. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "Look at the catalogue again."),
});
export type ApplyCatalogueInput = z.input<typeof ApplyCatalogueInput>;

export interface AppliedCatalogue {
  readonly added: number;
  readonly changed: number;
}

/** Takes over the catalogue an operator has looked at. @throws MarketplaceError `conflict` when it is another by now. */
export async function applyCatalogue(ctx: Context, input: ApplyCatalogueInput): Promise<AppliedCatalogue> {
  const { fingerprint } = parseInput(ApplyCatalogueInput, input);
  const { added, changed } = await importCatalogue(ctx, fingerprint);
  return { added: added.length, changed: changed.length };
}
