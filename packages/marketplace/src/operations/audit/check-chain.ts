import { type AuditFinding, type DifferenceRow, toFindings } from "./audit-finding.ts";
import { type AuditScope, MAX_FINDINGS } from "./audit-scope.ts";

/** A journal waits for its link for seconds; this long means that nobody links. */
const PATIENCE_MINUTES = 15;

/** The hash chain: links verify, every journal has one or waits for it, and none waits for long. */
export async function checkChain(scope: AuditScope): Promise<AuditFinding[]> {
  const { client, after, full } = scope;
  const { rows } = await client.query<{ broken: bigint | null; journal: string | null }>(
    `SELECT v.broken_at AS broken, l.journal_id::text AS journal
       FROM verify_journal_chain($1) v LEFT JOIN journal_link l ON l.position = v.broken_at`,
    [after],
  );
  const broken = rows.flatMap(({ broken: at, journal }) =>
    at === null ? [] : [{ subject: `${at}`, expected: "the hash of its journal", actual: journal ?? "no link" }],
  );
  return [
    ...toFindings("chain_broken", broken),
    ...toFindings("chain_behind", await journalsThatWait(scope)),
    ...(full ? toFindings("chain_incomplete", await journalsOutside(scope)) : []),
  ];
}

async function journalsThatWait({ client, now }: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await client.query<DifferenceRow>(
    `SELECT '${PATIENCE_MINUTES} minutes' AS subject, 0::bigint AS expected, count(*) AS actual
       FROM journal_pending p JOIN journal j ON j.id = p.journal_id
       WHERE j.booked_at < $1::timestamptz - make_interval(mins => ${PATIENCE_MINUTES}) HAVING count(*) > 0`,
    [now],
  );
  return rows;
}

async function journalsOutside({ client }: AuditScope): Promise<DifferenceRow[]> {
  const { rows } = await client.query<DifferenceRow>(
    `SELECT j.id || ' ' || j.kind AS subject, 'a link' AS expected, 'none' AS actual FROM journal j
       WHERE NOT EXISTS (SELECT 1 FROM journal_link l WHERE l.journal_id = j.id)
         AND NOT EXISTS (SELECT 1 FROM journal_pending p WHERE p.journal_id = j.id) ORDER BY j.id LIMIT ${MAX_FINDINGS}`,
  );
  return rows;
}
