import { createHash } from "node:crypto";
import type { Statement } from "./statement.ts";

/** Takes statements one by one, in ascending payee order, so that a run of any size needs no list in memory. */
export interface RunHasher {
  add(statement: Pick<Statement, "payeeWorkspaceId" | "hash">): void;
  /** SHA-256 of the run in hex; the hasher cannot be used afterwards. */
  digest(): string;
}

export function createRunHasher(): RunHasher {
  const hash = createHash("sha256").update("payout run v1\n");
  let last = "";
  return {
    add(statement) {
      if (statement.payeeWorkspaceId <= last)
        throw new RangeError(`payees must ascend: ${statement.payeeWorkspaceId} after ${last}`);
      last = statement.payeeWorkspaceId;
      hash.update(`${statement.payeeWorkspaceId} ${statement.hash}\n`);
    },
    digest: () => hash.digest("hex"),
  };
}

/** Hash of a run's statements in whatever order they come. */
export function computeRunHash(statements: readonly Pick<Statement, "payeeWorkspaceId" | "hash">[]): string {
  const hasher = createRunHasher();
  const ascending = [...statements].sort((a, b) => (a.payeeWorkspaceId < b.payeeWorkspaceId ? -1 : 1));
  for (const statement of ascending) hasher.add(statement);
  return hasher.digest();
}
