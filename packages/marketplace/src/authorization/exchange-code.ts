import type { AuthCodeModel } from "@tollgate/db/generated/models/AuthCode";
import { newId } from "@tollgate/db/ids";
import type { Transaction } from "@tollgate/db/open-database";
import { z } from "zod";
import { requireRoomForKey } from "../access/require-room-for-key.ts";
import { newSecretKey } from "../access/secret-key.ts";
import { announceChange } from "../announce-change.ts";
import { type AccountContext, recordAudit } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { parseInput } from "../parse-input.ts";
import { exchangeTestCode, isTestCode } from "../test-mode/exchange-test-code.ts";
import { AuthCodeText, hashAuthCode } from "./auth-code.ts";
import { CODE_CHALLENGE_METHODS, CodeVerifier } from "./code-challenge.ts";
import { countExchange } from "./exchange-attempts.ts";
import { requireApprover } from "./require-approver.ts";
import { requireVerifier } from "./require-verifier.ts";

export const ExchangeCodeInput = z.object({
  code: AuthCodeText,
  codeVerifier: CodeVerifier,
  codeChallengeMethod: z.enum(CODE_CHALLENGE_METHODS, "The code_challenge_method is S256 or plain.").nullish(),
  /** Where the request came from; it limits how often may be tried. */
  address: z.string().max(64),
});
export type ExchangeCodeInput = z.input<typeof ExchangeCodeInput>;

export interface ExchangedCode {
  /** The key; told now and never again. */
  readonly secret: string;
  readonly keyId: string;
  readonly userId: string;
  readonly workspaceId: string;
  /** Of a registered app. */
  readonly grantId: string | null;
}

type Exchanging = Omit<AccountContext, "actor">;

/**
 * Exchanges a code for a key, once. Who has the code and its verifier may; a wrong verifier leaves the code as it is.
 * @throws MarketplaceError `not_found` for a code that is unknown, used or too old, `forbidden` for a wrong verifier, `conflict` when the
 * person or the app may not have the key any more, `too_many_requests` after too many attempts.
 */
export async function exchangeCode(services: Exchanging, input: ExchangeCodeInput): Promise<ExchangedCode> {
  const asked = parseInput(ExchangeCodeInput, input);
  const wait = await countExchange(services.redis, asked.code, asked.address);
  if (wait !== null) throw new MarketplaceError("too_many_requests", `Too many attempts. Try again in ${wait} s.`);
  if (isTestCode(asked.code)) return await exchangeTestCode(services, asked);
  const { secret, hash, hint } = newSecretKey();
  const keyId = newId("apiKey");
  const row = await services.db.prisma.$transaction(async (tx) => {
    const code = await lockCode(tx, asked.code);
    requireOpen(code, services.now());
    requireVerifier(code, asked);
    const actor = await requireApprover(services, code);
    if (code.grantId !== null) await requireConsent(tx, code.grantId);
    const { workspaceId, userId, grantId, keyName, limitNano, limitReset, keyExpiresAt } = code;
    await requireRoomForKey(tx, workspaceId);
    const limit = grantId === null && limitNano !== null ? { limitNano, limitReset } : {};
    await tx.apiKey.create({
      data: {
        id: keyId,
        workspaceId,
        createdById: userId,
        name: keyName,
        hash,
        hint,
        grantId,
        expiresAt: keyExpiresAt,
        ...limit,
      },
    });
    await tx.authCode.update({ where: { id: code.id }, data: { usedAt: services.now(), keyId } });
    const detail = { codeId: code.id, hint, grantId, callback: new URL(code.callbackUrl).origin };
    await recordAudit(tx, { actor }, { action: "exchangeCode", workspaceId, subjectId: keyId, detail });
    return code;
  });
  await announceChange(services, { kind: "key", id: keyId });
  return { secret, keyId, userId: row.userId, workspaceId: row.workspaceId, grantId: row.grantId };
}

/** Two requests with the same code come one after the other. */
async function lockCode(tx: Transaction, text: string): Promise<AuthCodeModel> {
  const codeHash = hashAuthCode(text);
  await tx.$queryRaw`SELECT 1 FROM auth_code WHERE code_hash = ${codeHash} FOR UPDATE`;
  const code = await tx.authCode.findUnique({ where: { codeHash } });
  if (!code) throw new MarketplaceError("not_found", "This code is not known here. Send the person to /auth again.");
  return code;
}

function requireOpen({ usedAt, expiresAt }: AuthCodeModel, now: Date): void {
  if (usedAt)
    throw new MarketplaceError("not_found", "This code was exchanged before. Send the person to /auth again.");
  if (expiresAt <= now)
    throw new MarketplaceError("not_found", "This code is older than ten minutes. Send the person to /auth again.");
}

async function requireConsent(tx: Transaction, grantId: string): Promise<void> {
  const grant = await tx.grant.findUnique({ where: { id: grantId }, include: { app: { select: { status: true } } } });
  if (grant?.status === "active" && grant.app.status === "active") return;
  throw new MarketplaceError(
    "conflict",
    "The app was disconnected or archived meanwhile. Ask the person to sign in again.",
  );
}
