import type { Services } from "@tollgate/marketplace/context";
import { inputError } from "@tollgate/marketplace/parse-input";
import { type LinkPreview, previewLink as preview } from "@tollgate/marketplace/sign-in-links/preview-link";
import { RequestSignInLinkInput, requestSignInLink } from "@tollgate/marketplace/sign-in-links/request-sign-in-link";
import { toHttpResponse } from "./to-http-response.ts";

/** Mails a link to whoever has an account; answers 202 whether somebody has or not, before the mail is written. */
export async function answerLinkRequest(services: Services, body: unknown, ip: string | null): Promise<Response> {
  try {
    const parsed = RequestSignInLinkInput.omit({ ip: true }).safeParse(body);
    if (!parsed.success) throw inputError(parsed.error);
    await requestSignInLink(services, { ...parsed.data, ip });
    return Response.json({ status: "sent if known" }, { status: 202 });
  } catch (error) {
    return toHttpResponse(error);
  }
}

/** What a link is for; `null` for one that is not known. */
export async function previewLink(services: Services, token: string): Promise<LinkPreview | null> {
  return await preview(services, token);
}
