/** One thing that was begun and has not ended. */
export interface LooseEndItem {
  readonly id: string;
  /** Since when it has been open; for holds, since when it should not be. */
  readonly at: Date;
  /** Workspace it is about; empty for none. */
  readonly owner: string;
  /** What is at stake, nano-USD; `null` where that is not known yet. */
  readonly nano: bigint | null;
  readonly note: string;
}
