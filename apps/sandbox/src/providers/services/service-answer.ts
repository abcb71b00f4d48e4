import type { z } from "zod";
import { type ProviderError, providerError } from "../provider-error.ts";

/** What a simulated service answers: JSON, or bytes of a kind. */
export type ServiceAnswer =
  | { readonly kind: "ok"; readonly body: Record<string, unknown> }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string }
  | { readonly kind: "invalid"; readonly error: ProviderError };

/** @param asked the body: JSON, or the fields of a form. */
export type Service = (asked: unknown) => ServiceAnswer | Promise<ServiceAnswer>;

/** A request the vendors would refuse too. */
export function refused(error: z.ZodError): ServiceAnswer {
  const issue = error.issues[0];
  const message = `Invalid '${issue?.path.join(".") ?? "body"}': ${issue?.message ?? "malformed"}`;
  return { kind: "invalid", error: providerError({ status: 400, message }) };
}
