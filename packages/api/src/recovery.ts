import type { Services } from "@tollgate/marketplace/context";
import { inputError } from "@tollgate/marketplace/parse-input";
import { type OpenRecovery, getRecovery as open } from "@tollgate/marketplace/recovery/get-recovery";
import { RequestRecoveryInput, requestRecovery } from "@tollgate/marketplace/recovery/request-recovery";
import type { SignInPlace } from "@tollgate/marketplace/sessions/open-session";
import { toHttpResponse } from "./to-http-response.ts";

export interface RecoveryAsker extends SignInPlace {
  /** The session that waits for a code. */
  readonly sessionId: string | null;
}

/** Asks operators to let somebody in who has lost their authenticator app: no procedure, since nobody is signed in yet. */
export async function answerRecoveryRequest(
  services: Services,
  body: unknown,
  asker: RecoveryAsker,
): Promise<Response> {
  try {
    const parsed = RequestRecoveryInput.safeParse(body);
    if (!parsed.success) throw inputError(parsed.error);
    await requestRecovery(services, { ...parsed.data, ...asker });
    return Response.json({ status: "asked" }, { status: 201 });
  } catch (error) {
    return toHttpResponse(error);
  }
}

/** The request that waits for an operator, of whoever a waiting sign-in belongs to. */
export async function getRecovery(services: Services, sessionId: string): Promise<OpenRecovery | null> {
  return await open(services, sessionId);
}
