import type { Services } from "../context.ts";

type AlertServices = Pick<Services, "db" | "mailer" | "urls">;

/** Findings written out in one e-mail; the page has the rest. */
const SENTENCES = 10;

/**
 * Tells every operator by e-mail of the findings of a pass that they do not know from the last one they were told of: a fault is told once, not
 * every hour. A server that takes no mail does not fail the audit: the findings are stored, and the next pass tells them if it still has them, as
 * it does when the worker of this one dies here. Whoever dies between telling and noting tells twice.
 */
export async function alertOperators(services: AlertServices, auditId: bigint): Promise<{ told: number }> {
  const sentences = await untoldSentences(services, auditId);
  if (sentences.length === 0) {
    await noteTold(services, auditId);
    return { told: 0 };
  }
  const sent = await mailOperators(services, mailOf(sentences, services.urls.console));
  if (sent.told > 0) await noteTold(services, auditId);
  return sent;
}

async function untoldSentences({ db }: AlertServices, auditId: bigint): Promise<string[]> {
  const { rows } = await db.pool.query<{ sentence: string }>(
    `SELECT f.sentence FROM audit_finding f WHERE f.audit_id = $1 AND NOT EXISTS (
       SELECT 1 FROM audit_finding p WHERE p.audit_id = (SELECT max(audit_id) FROM audit_notice WHERE audit_id < $1)
         AND p.kind = f.kind AND p.subject = f.subject) ORDER BY f.id`,
    [auditId],
  );
  return rows.map(({ sentence }) => sentence);
}

async function noteTold({ db }: AlertServices, auditId: bigint): Promise<void> {
  await db.pool.query("INSERT INTO audit_notice (audit_id) VALUES ($1) ON CONFLICT DO NOTHING", [auditId]);
}

function mailOf(sentences: readonly string[], consoleUrl: string): { subject: string; text: string } {
  const lines = sentences.slice(0, SENTENCES).map((sentence) => `- ${sentence}`);
  if (sentences.length > SENTENCES) lines.push(`… and ${sentences.length - SENTENCES} more.`);
  return {
    subject: `Ledger audit: ${sentences.length} ${sentences.length === 1 ? "finding" : "findings"}`,
    text: `${lines.join("\n")}\n\nStop payouts until this is explained.\n\nSee the findings: ${consoleUrl}/operator/audit\n`,
  };
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
