import {
  type AccessToken,
  readAccessToken,
  type ServiceAccount,
  tokenRequest,
} from "@tollgate/gateway/service-account";
import { request } from "undici";
import { guardAddress } from "./guarded-address.ts";
import { pinnedAgent } from "./pinned-agent.ts";

const MAX_ANSWER_BYTES = 64 * 1024;

/** A token for a service account, or a sentence why none came. The address is judged like any that a provider enters. */
export async function askForToken(
  account: ServiceAccount,
  { egressAllow, nowMs, timeoutMs }: { egressAllow: readonly string[]; nowMs: number; timeoutMs: number },
): Promise<AccessToken | { readonly message: string }> {
  const guarded = await guardAddress(new URL(account.tokenUri), egressAllow);
  if (guarded.kind !== "pinned") return { message: `The file's token_uri cannot be used. ${guarded.message}` };
  const agent = pinnedAgent(guarded, { timeoutMs, maxReplyBytes: MAX_ANSWER_BYTES });
  try {
    const { statusCode, body } = await request(account.tokenUri, {
      dispatcher: agent,
      method: "POST",
      headers: ["content-type", "application/x-www-form-urlencoded", "accept", "application/json"],
      body: tokenRequest(account, nowMs),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await body.text();
    if (statusCode !== 200)
      return {
        message: `No access token was given for the service account (${statusCode}). Check that its key is still valid.`,
      };
    return readAccessToken(text, nowMs) ?? { message: "The token endpoint answered without a token." };
  } finally {
    await agent.destroy();
  }
}
