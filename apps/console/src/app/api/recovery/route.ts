import { answerRecoveryRequest } from "@tollgate/api/recovery";
import { callerAddress } from "../../../access/caller-address.ts";
import { services } from "../../../server/services.ts";
import { heldSessionId } from "../../../server/session.ts";

/** Asks operators for help, from a sign-in that waits for its code. The cookie goes with requests of this site alone. */
export async function POST(request: Request): Promise<Response> {
  const { headers } = request;
  const sessionId = await heldSessionId();
  const ip = callerAddress(headers.get("x-forwarded-for") ?? undefined);
  const asker = { sessionId, ip, userAgent: headers.get("user-agent") ?? "" };
  return await answerRecoveryRequest(services(), await request.json().catch(() => null), asker);
}
