import type { TestKeyModel } from "@tollgate/db/generated/models/TestKey";

/** A test key as its builder sees it. */
export interface TestKeyView {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export function toTestKeyView({ id, name, hint, createdAt, revokedAt }: TestKeyModel): TestKeyView {
  return { id, name, hint, createdAt, revokedAt };
}
