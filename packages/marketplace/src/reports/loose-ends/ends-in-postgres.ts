/** Something that was begun and has not ended, of a kind that Postgres knows. */
export interface EndInPostgres {
  /** As addresses name it. */
  readonly key: string;
  readonly what: string;
  /** How long it may stay open, as Postgres and people write it. */
  readonly patience: string;
  /** SQL of columns `id`, `at` (since when it has been open), `owner` (a workspace), `nano` and `note`. */
  readonly items: string;
}

const NANO_OF_CENTS = "amount_cents::bigint * 10000000";

export const ENDS_IN_POSTGRES: readonly EndInPostgres[] = [
  {
    ...{ key: "quarantine", what: "Usage in quarantine", patience: "24 hours" },
    items:
      "SELECT id::text, created_at AS at, workspace_id AS owner, NULL::bigint AS nano, reason AS note FROM quarantined_call WHERE resolved_at IS NULL",
  },
  {
    ...{ key: "events", what: "Events of the processor that failed", patience: "1 hour" },
    items: "SELECT id, first_at AS at, '' AS owner, NULL::bigint AS nano, type AS note FROM stripe_event_failure",
  },
  {
    ...{ key: "journals", what: "Journals outside the hash chain", patience: "10 minutes" },
    items:
      "SELECT j.id::text, j.booked_at AS at, '' AS owner, NULL::bigint AS nano, j.kind AS note FROM journal_pending p JOIN journal j ON j.id = p.journal_id",
  },
  {
    ...{ key: "payments", what: "Payments under way", patience: "2 days" },
    items: `SELECT id, created_at AS at, workspace_id AS owner, ${NANO_OF_CENTS} AS nano, '' AS note FROM payment WHERE status = 'open'`,
  },
  {
    ...{ key: "unbooked-payments", what: "Payments without a journal", patience: "0 hours" },
    items: `SELECT id, created_at AS at, workspace_id AS owner, ${NANO_OF_CENTS} AS nano, '' AS note FROM payment
      WHERE status = 'succeeded' AND journal_id IS NULL`,
  },
  {
    ...{ key: "refunds", what: "Refunds under way", patience: "10 days" },
    items: `SELECT id, created_at AS at, workspace_id AS owner, ${NANO_OF_CENTS} AS nano, status AS note FROM refund
      WHERE status IN ('reserving', 'submitting', 'pending')`,
  },
  {
    ...{ key: "payouts", what: "Payouts without a clear answer", patience: "24 hours" },
    items: `SELECT item_id AS id, started_at AS at, payee_workspace_id AS owner, ${NANO_OF_CENTS} AS nano, status AS note FROM payout_attempt
      WHERE status IN ('sending', 'unknown')`,
  },
  {
    ...{ key: "corrections", what: "Corrections that wait for a second person", patience: "7 days" },
    items:
      "SELECT id, requested_at AS at, coalesce(owner, '') AS owner, amount_nano AS nano, reason AS note FROM correction WHERE status = 'requested'",
  },
  {
    ...{ key: "disputes", what: "Disputes without a decision", patience: "90 days" },
    items: `SELECT id, opened_at AS at, workspace_id AS owner, ${NANO_OF_CENTS} AS nano, '' AS note FROM dispute WHERE status = 'open'`,
  },
];
