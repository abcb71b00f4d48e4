import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { guardAddress, parseBaseUrl } from "./guarded-address.ts";

/**
 * Checks a base address before it is stored. A name that cannot be found now may be found later, so it is let pass over https and the
 * probe says so; an address we must not connect to is refused.
 * @returns the address without trailing slashes.
 */
export async function checkAddress(ctx: Pick<Context, "egressAllow">, text: string): Promise<string> {
  const url = parseBaseUrl(text);
  const refuse = (message: string) => new MarketplaceError("invalid_input", message, { field: "baseUrl" });
  if (!url) throw refuse("Enter the address of the API, such as https://api.example.com/v1, without a query.");
  const guarded = await guardAddress(url, ctx.egressAllow);
  if (guarded.kind === "refused") throw refuse(guarded.message);
  if (guarded.kind === "unresolved" && url.protocol === "http:") throw refuse(guarded.message);
  return url.href.replace(/\/+$/, "");
}
