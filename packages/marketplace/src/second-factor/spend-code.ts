import type { Transaction } from "@tollgate/db/open-database";
import { z } from "zod";
import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { hashRecoveryCode, readRecoveryCode } from "./recovery-codes.ts";
import { readTotpCode } from "./totp.ts";
import { openTotpSecret } from "./totp-secret.ts";

/** A code as people type it: six digits of the app, or a recovery code. */
export const CodeText = z
  .string("Enter a code.")
  .trim()
  .min(1, "Enter the code that your authenticator app shows.")
  .max(40, "This is longer than any code.");

interface Spending {
  readonly tx: Transaction;
  readonly services: Pick<Services, "keyRing" | "now">;
}

/**
 * Uses up a code of a person with an authenticator app: no code is ever accepted twice, also when it comes twice at the same moment.
 * @throws MarketplaceError `invalid_input` for a wrong code, `conflict` for one that was used.
 */
export async function spendCode(spending: Spending, userId: string, text: string): Promise<"totp" | "recovery_code"> {
  const letters = readRecoveryCode(text);
  if (letters !== null) return await spendRecoveryCode(spending, userId, letters);
  await spendTotpCode(spending, userId, text.replaceAll(/\s/g, ""));
  return "totp";
}

async function spendTotpCode({ tx, services }: Spending, userId: string, code: string): Promise<void> {
  const app = await tx.authenticator.findUnique({ where: { userId } });
  if (!app?.confirmedAt) throw wrongCode();
  const secret = openTotpSecret(services.keyRing, userId, app.secretSealed);
  const reading = readTotpCode({ secret, code, at: services.now(), lastStep: app.lastStep });
  if (reading.kind === "wrong") throw wrongCode();
  if (reading.kind === "used") throw usedCode();
  const { count } = await tx.authenticator.updateMany({
    where: { userId, secretSealed: app.secretSealed, lastStep: { lt: reading.step } },
    data: { lastStep: reading.step },
  });
  if (count === 0) throw usedCode();
}

async function spendRecoveryCode(
  { tx, services }: Spending,
  userId: string,
  letters: string,
): Promise<"recovery_code"> {
  const where = { userId, codeHash: hashRecoveryCode(letters) };
  const { count } = await tx.recoveryCode.updateMany({
    where: { ...where, usedAt: null },
    data: { usedAt: services.now() },
  });
  if (count === 1) return "recovery_code";
  throw (await tx.recoveryCode.count({ where })) > 0 ? usedCode() : wrongCode();
}

export function wrongCode(): MarketplaceError {
  return new MarketplaceError(
    "invalid_input",
    "This code is not right. Check your device's clock and try the next one.",
    {
      field: "code",
    },
  );
}

function usedCode(): MarketplaceError {
  return new MarketplaceError("conflict", "This code was used already. Wait for the next one.", { field: "code" });
}
