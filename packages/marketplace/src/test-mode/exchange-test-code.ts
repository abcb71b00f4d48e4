import { createHash } from "node:crypto";
import { redisKeys } from "@tollgate/db/redis/shards";
import type { ExchangedCode } from "../authorization/exchange-code.ts";
import { requireApprover } from "../authorization/require-approver.ts";
import { requireVerifier } from "../authorization/require-verifier.ts";
import type { AccountContext } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { addTestKey } from "./create-test-key.ts";
import { TEST_CODE_PREFIX, TestCode } from "./test-code.ts";

export function isTestCode(code: string): boolean {
  return code.startsWith(TEST_CODE_PREFIX);
}

interface Asked {
  readonly code: string;
  readonly codeVerifier: string;
  readonly codeChallengeMethod?: string | null | undefined;
}

/** Exchanges a code of test mode for a test key, once. @throws MarketplaceError as `exchangeCode` does. */
export async function exchangeTestCode(services: Omit<AccountContext, "actor">, asked: Asked): Promise<ExchangedCode> {
  const name = redisKeys.testCode(createHash("sha256").update(asked.code).digest("hex"));
  const kept = await services.redis.get(name);
  if (kept === null) throw unknown();
  const code = TestCode.parse(JSON.parse(kept));
  requireVerifier(code, asked);
  const actor = await requireApprover(services, code);
  // Of two exchanges at once the one that takes the code away has it.
  if ((await services.redis.del(name)) === 0) throw unknown();
  const { workspaceId, appId, userId } = code;
  const { key, secret } = await addTestKey({ ...services, actor }, { workspaceId, appId, name: "Signed in" });
  return { secret, keyId: key.id, userId, workspaceId, grantId: null };
}

function unknown(): MarketplaceError {
  return new MarketplaceError(
    "not_found",
    "This code is not known here: it was exchanged before or is older than ten minutes. Send the person to /auth again.",
  );
}
