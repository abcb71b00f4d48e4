import type { Services } from "../context.ts";

/** Findings written out in one e-mail; the page has the rest. */
const SENTENCES = 10;

/**
 * Tells every operator by e-mail of the findings of a pass that the pass before did not have: a fault is told once, not every hour. A server
 * that takes no mail does not fail the audit: the findings are stored.
 */
export async function alertOperators(
  { db, mailer, urls }: Pick<Services, "db" | "mailer" | "urls">,
  auditId: bigint,
): Promise<{ told: number }> {
  const { rows } = await db.pool.query<{ sentence: string }>(
    `SELECT f.sentence FROM audit_finding f WHERE f.audit_id = $1 AND NOT EXISTS (
       SELECT 1 FROM audit_finding p WHERE p.audit_id = (SELECT max(id) FROM ledger_audit WHERE id < $1)
         AND p.kind = f.kind AND p.subject = f.subject) ORDER BY f.id`,
    [auditId],
  );
  if (rows.length === 0) return { told: 0 };
  const lines = rows.slice(0, SENTENCES).map(({ sentence }) => `- ${sentence}`);
  if (rows.length > SENTENCES) lines.push(`… and ${rows.length - SENTENCES} more.`);
  const subject = `Ledger audit: ${rows.length} ${rows.length === 1 ? "finding" : "findings"}`;
  const text = `${lines.join("\n")}\n\nStop payouts until this is explained.\n\nSee the findings: ${urls.console}/operator/audit\n`;
  return await mailOperators({ db, mailer }, { subject, text });
}

/** Sends an e-mail to everybody who operates the platform. @returns how many it reached a server for. */
export async function mailOperators(
  { db, mailer }: Pick<Services, "db" | "mailer">,
  mail: { readonly subject: string; readonly text: string },
): Promise<{ told: number }> {
  const operators = await db.prisma.user.findMany({ where: { platformRole: "operator" }, select: { email: true } });
  const sent = await Promise.allSettled(operators.map(({ email }) => mailer.send({ to: email, ...mail })));
  return { told: sent.filter((one) => one.status === "fulfilled").length };
}
