import { toByteText } from "./json-members.ts";

/** What replaces the endpoint's own identity in a reply. */
export interface ReplyIdentity {
  /** `gen-` and 32 hex digits. */
  readonly generationId: string;
  /** The model's id here. */
  readonly model: string;
  /** Shown as `provider`. */
  readonly provider: string;
}

/** The members `id` and `provider` (byte text), and `model`, as they are spliced into replies. */
export function identityMembers(identity: ReplyIdentity): { readonly id: string; readonly model: string } {
  return {
    id: `"id":"${identity.generationId}","provider":${toByteText(JSON.stringify(identity.provider))}`,
    model: `"model":${toByteText(JSON.stringify(identity.model))}`,
  };
}
