import { z } from "zod";
import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { guardAddress } from "../providers/guarded-address.ts";
import { WEBHOOK_EVENTS, type WebhookEvent } from "./webhook-events.ts";

export const WebhookUrl = z
  .string("Enter an address.")
  .trim()
  .min(1, "Enter an address.")
  .max(2_000, "Use at most 2000 characters.");

const isEvent = (text: string): text is WebhookEvent => text in WEBHOOK_EVENTS;

export const WebhookEvents = z
  .array(
    z.string("Choose events from the list.").refine(isEvent, "Choose events from the list."),
    "Choose at least one event.",
  )
  .min(1, "Choose at least one event.")
  .max(50, "Choose each event once.");

/**
 * Checks where a webhook leads before it is stored; it is judged again at every delivery.
 * @returns the address as it is stored.
 */
export async function checkWebhookUrl(ctx: Pick<Context, "egressAllow">, text: string): Promise<string> {
  const refuse = (message: string) => new MarketplaceError("invalid_input", message, { field: "url" });
  const url = URL.parse(text);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username || url.password || url.hash)
    throw refuse("Enter a whole address, such as https://example.com/hooks/tollgate.");
  const guarded = await guardAddress(url, ctx.egressAllow);
  if (guarded.kind === "refused" || (guarded.kind === "unresolved" && url.protocol === "http:"))
    throw refuse(guarded.message);
  return url.href;
}
