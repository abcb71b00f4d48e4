/** Where a payee downloads a statement of its own, and finance any. @param workspaceId the payee's. */
export function statementDownloads(workspaceId: string, statementId: string): { pdf: string; csv: string } {
  const address = `/api/exports/statements/${statementId}?workspaceId=${workspaceId}`;
  return { pdf: address, csv: `${address}&format=csv` };
}
