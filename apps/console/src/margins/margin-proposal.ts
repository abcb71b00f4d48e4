import { z } from "zod";
import type { MarginDraft } from "./margin-draft.ts";

const Text = z.string().max(40);
const Amount = Text.nullable().default(null);
const Terms = {
  percent: Text.default("0"),
  perRequestUsd: Amount,
  perMillionTokensUsd: Amount,
  perMillionInputTokensUsd: Amount,
  perMillionOutputTokensUsd: Amount,
  perImageUsd: Amount,
  perAudioSecondUsd: Amount,
  perSearchUsd: Amount,
  minimumUsd: Amount,
  capUsd: Amount,
};
const Proposal = z.object({
  ...Terms,
  overrides: z
    .array(z.object({ ...Terms, modelId: z.string().max(200) }))
    .max(50)
    .default([]),
  sponsoredMonthlyUsd: Amount,
  effectiveOn: z.iso.date().nullable().catch(null).default(null),
});

/** A margin that an address proposes, or `null` for none and for what is none. */
export function readProposal(text: string | string[] | undefined): MarginDraft | null {
  if (typeof text !== "string" || text.length > 8_000) return null;
  try {
    return Proposal.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The query that carries a proposal from page to page: only what is not nothing. */
export function proposalQuery({ overrides, ...draft }: MarginDraft): string {
  const said = (fields: object) => Object.entries(fields).filter(([, value]) => value !== null && value !== "0");
  const own = overrides.map((one) => Object.fromEntries(said(one)));
  const all = Object.fromEntries([...said(draft), ...(own.length > 0 ? [["overrides", own]] : [])]);
  return `?${new URLSearchParams({ proposal: JSON.stringify(all) })}`;
}
