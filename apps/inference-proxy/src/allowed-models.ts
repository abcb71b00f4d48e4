/** Whether a key's list names the model, or all of its author's. @param allowed `null` for every model. */
export function isAllowed(allowed: ReadonlySet<string> | null, modelId: string): boolean {
  if (allowed === null) return true;
  return allowed.has(modelId) || allowed.has(`${modelId.slice(0, modelId.indexOf("/"))}/*`);
}
