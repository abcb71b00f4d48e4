import { formatUsd, NANO_PER_CENT } from "@tollgate/money/nano";
import { monthOf } from "@tollgate/payouts/months";
import type { Context, Services } from "../context.ts";
import { getStatement } from "../documents/get-statement.ts";
import { whyCarried } from "../documents/statement-document.ts";
import { monthWords } from "../mail-time.ts";
import type { MailAttachment } from "../mailer.ts";

export type NoticeKind = "statement" | "paid" | "failed" | "returned";

export interface Notice {
  readonly itemId: string;
  readonly kind: NoticeKind;
}

interface Told {
  readonly email: string;
  readonly name: string;
  readonly slug: string;
}

/**
 * Writes to the owners and admins of a payee about one statement. Each kind is sent once per statement: whoever adds the row sends it.
 * Failing to send never undoes the deed it tells of.
 */
export async function notifyPayee(services: Services, { itemId, kind }: Notice): Promise<void> {
  const { prisma } = services.db;
  const { rows: people } = await services.db.pool.query<Told>(
    `WITH added AS (INSERT INTO payout_notice (item_id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING item_id)
      SELECT u.email, w.name, w.slug FROM added JOIN payout_item i ON i.id = added.item_id JOIN workspace w ON w.id = i.payee_workspace_id
        JOIN membership m ON m.workspace_id = w.id AND m.role IN ('owner', 'admin') JOIN "user" u ON u.id = m.user_id ORDER BY u.id`,
    [itemId, kind],
  );
  const [workspace] = people;
  if (!workspace) return;
  const item = await prisma.payoutItem.findUniqueOrThrow({
    where: { id: itemId },
    include: { run: true, attempts: { orderBy: { number: "desc" }, take: 1 } },
  });
  const words = WORDS[kind];
  const facts = {
    month: monthWords(monthOf(item.run.month)),
    payable: formatUsd(item.payableCents * NANO_PER_CENT, 2),
    carry: formatUsd(item.carryNano, 2),
    problem: item.attempts[0]?.problem ?? "",
    because: whyCarried(item),
  };
  const attachments = kind === "paid" || kind === "statement" ? await statementOf(services, item) : [];
  const link = `${services.urls.console}/w/${workspace.slug}/payouts`;
  for (const { email } of people) {
    await services.mailer
      .send({
        to: email,
        subject: words.subject(facts),
        text: `${words.text(facts)}\n\nPayouts of ${workspace.name}: ${link}\n`,
        attachments,
      })
      .catch((error: unknown) => console.error(`a payee of ${itemId} was not told: ${String(error)}`));
  }
}

/** The statement as PDF, for the mail that tells of it; without it the mail still says so. */
async function statementOf(
  services: Services,
  { id, payeeWorkspaceId }: { readonly id: string; readonly payeeWorkspaceId: string },
): Promise<MailAttachment[]> {
  const system: Context = { ...services, actor: { kind: "system" } };
  try {
    const { fileName, content } = await getStatement(system, {
      workspaceId: payeeWorkspaceId,
      itemId: id,
      format: "pdf",
    });
    return typeof content === "string" ? [] : [{ filename: fileName, contentType: "application/pdf", content }];
  } catch (error) {
    console.error(`the statement of ${id} could not be written: ${String(error)}`);
    return [];
  }
}

interface Facts {
  readonly month: string;
  readonly payable: string;
  readonly carry: string;
  readonly problem: string;
  /** Why something carries over. */
  readonly because: string;
}

const WORDS: Readonly<Record<NoticeKind, { subject: (facts: Facts) => string; text: (facts: Facts) => string }>> = {
  statement: {
    subject: ({ month }) => `Your statement for ${month} is ready`,
    text: ({ month, carry, because }) =>
      `Your statement for ${month} is approved. Nothing is paid out this time: ${carry} USD carries over to the next month because ${because}.`,
  },
  paid: {
    subject: ({ month, payable }) => `${payable} USD for ${month} was sent`,
    text: ({ month, payable }) =>
      `${payable} USD for ${month} was sent to your account at the payment processor, which forwards it to your bank.`,
  },
  failed: {
    subject: ({ month }) => `Your payout for ${month} could not be sent`,
    text: ({ month, payable, problem }) =>
      `${payable} USD for ${month} could not be sent. It stays yours and is part of your next statement unless we try again before. The reason: ${problem}`,
  },
  returned: {
    subject: ({ month }) => `Your payout for ${month} came back`,
    text: ({ month, payable, problem }) =>
      `${payable} USD for ${month} came back to us. It stays yours and is part of your next statement. The reason: ${problem}`,
  },
};
