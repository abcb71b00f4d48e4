/** Whether a file was not there: another process may have taken it. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** For files that another process may have taken. @throws what is no missing file. */
export function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
