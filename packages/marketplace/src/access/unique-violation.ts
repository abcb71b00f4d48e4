/** Whether a write met a row that already has this value (Prisma's P2002), as when two people do the same at once. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}
