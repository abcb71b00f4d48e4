/** Promotional credit that was granted together. Amounts are nano-USD; what remains is amount − spent − expired. */
export interface LotView {
  readonly id: string;
  readonly amountNano: bigint;
  /** Spent on calls, less what refunds gave back. */
  readonly spentNano: bigint;
  readonly expiredNano: bigint;
  readonly remainingNano: bigint;
  readonly expiresAt: Date;
  readonly reason: string;
  /** The code it was redeemed with. */
  readonly code: string | null;
  readonly createdAt: Date;
}

export interface LotRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly amount_nano: bigint;
  readonly spent_nano: bigint;
  readonly expired_nano: bigint;
  readonly expires_at: Date;
  readonly reason: string;
  readonly code: string | null;
  readonly created_at: Date;
}

export function toLotView(row: LotRow): LotView {
  return {
    id: row.id,
    amountNano: row.amount_nano,
    spentNano: row.spent_nano,
    expiredNano: row.expired_nano,
    remainingNano: row.amount_nano - row.spent_nano - row.expired_nano,
    expiresAt: row.expires_at,
    reason: row.reason,
    code: row.code,
    createdAt: row.created_at,
  };
}
