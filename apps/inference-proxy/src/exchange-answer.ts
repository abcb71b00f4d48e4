import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { callerAddress } from "./caller-address.ts";
import { accountJson } from "./money-json.ts";
import { parseObject } from "./parse-object.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { untilKnown } from "./until-known.ts";

const Body = z.object({
  code: z.string("Send the code from the redirect."),
  code_verifier: z.string("Send the code_verifier whose challenge began the sign-in."),
  code_challenge_method: z.enum(["S256", "plain"], "The code_challenge_method is S256 or plain.").nullish(),
});

/**
 * Body of the answer of `POST /v1/auth/keys`: a code from the redirect becomes a key, which works at once.
 * @throws Refusal for a body that is none; MarketplaceError for what the verb refuses.
 */
export async function exchangeAnswer(proxy: ProxyContext, req: IncomingMessage, bytes: Buffer): Promise<string> {
  const asked = parseObject(Body, bytes);
  const exchanged = await proxy.desk.exchangeCode({
    code: asked.code,
    codeVerifier: asked.code_verifier,
    codeChallengeMethod: asked.code_challenge_method,
    address: callerAddress(req, proxy.settings.trustedHops),
  });
  await untilKnown(proxy, exchanged.secret);
  return accountJson({ key: exchanged.secret, user_id: exchanged.userId });
}
