import type Stripe from "stripe";
import type { StripeAccount } from "./emit-event.ts";
import type { Upload } from "./handlers/handler.ts";
import { StripeApiError } from "./stripe-api-error.ts";
import { stripeId } from "./stripe-id.ts";

type Sent = Omit<Stripe.FileCreateParams, "file">;
type Sending = { sent: Sent; upload: Upload | undefined; publicUrl: string };

/** By their first bytes: a name promises nothing. */
const KINDS: readonly { type: string; begins: readonly number[] }[] = [
  { type: "pdf", begins: [0x25, 0x50, 0x44, 0x46] },
  { type: "png", begins: [0x89, 0x50, 0x4e, 0x47] },
  { type: "jpg", begins: [0xff, 0xd8, 0xff] },
];

/** The most a file of evidence may weigh, in bytes. Source: docs.stripe.com/file-upload. */
const EVIDENCE_BYTES = 5 * 1024 * 1024;

/** Takes an upload. What is in it is looked at and not kept: nobody reads it back through this API. */
export function keepFile({ store }: StripeAccount, { sent, upload, publicUrl }: Sending): Stripe.File {
  if (upload === undefined)
    throw new StripeApiError({
      status: 400,
      code: "parameter_missing",
      param: "file",
      message: "Missing required param: file.",
    });
  const kind = KINDS.find(({ begins }) => begins.every((byte, index) => upload.bytes[index] === byte));
  if (kind === undefined || upload.bytes.length > EVIDENCE_BYTES)
    throw new StripeApiError({
      status: 400,
      param: "file",
      message: "The file must be a PDF, PNG or JPEG of at most 5 MB.",
    });
  const id = stripeId("file_");
  const file: Stripe.File = {
    id,
    object: "file",
    created: store.now(),
    expires_at: null,
    filename: upload.name,
    links: { object: "list", data: [], has_more: false, url: `/v1/file_links?file=${id}` },
    purpose: sent.purpose,
    size: upload.bytes.length,
    title: null,
    type: kind.type,
    url: `${publicUrl}/v1/files/${id}/contents`,
  };
  store.state.files[id] = file;
  return file;
}
