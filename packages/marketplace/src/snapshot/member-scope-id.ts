/** Id that a member's budget counts under: one person has a budget in each of their workspaces. */
export function memberScopeId(workspaceId: string, userId: string): string {
  return `${workspaceId}:${userId}`;
}
