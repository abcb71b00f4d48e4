import { entriesHref } from "../ledger/entry-query.ts";

/** The month's entries on a payee's accounts, which its statement is made of. */
export function payeeEntriesHref(payeeWorkspaceId: string, month: string): string {
  const types = ["provider_payable", "builder_payable", "payee_holdback"] as const;
  return entriesHref({ types, owner: payeeWorkspaceId, month, span: "month" });
}
