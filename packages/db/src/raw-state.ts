/** SQLSTATE that a raw query of Prisma failed with, or an empty string. */
export function rawState(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "P2010") return "";
  return /Code: `([0-9A-Z]{5})`/.exec(error.message)?.[1] ?? "";
}
