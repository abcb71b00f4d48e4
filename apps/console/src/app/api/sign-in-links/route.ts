import { answerLinkRequest } from "@tollgate/api/sign-in-links";
import { callerAddress } from "../../../access/caller-address.ts";
import { services } from "../../../server/services.ts";

/** Asks for a link by mail. No procedure, because how often is counted by where it comes from. */
export async function POST(request: Request): Promise<Response> {
  const ip = callerAddress(request.headers.get("x-forwarded-for") ?? undefined);
  return await answerLinkRequest(services(), await request.json().catch(() => null), ip);
}
