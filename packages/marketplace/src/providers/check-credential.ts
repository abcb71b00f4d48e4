import { readDialect } from "@tollgate/gateway/dialect-quirks";
import { readUpstreamCredential } from "@tollgate/gateway/upstream-credential";
import type { Context } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { guardAddress } from "./guarded-address.ts";

export interface EnteredCredential {
  readonly credential: string | null;
  readonly dialect: string;
  readonly baseUrl: string;
}

/**
 * Checks that a credential is of the kind the API of an endpoint needs, and that tokens for it would not be asked for at an address we must
 * not connect to. @throws MarketplaceError about the field `credential`; what was entered is never in the message.
 */
export async function checkCredential(ctx: Pick<Context, "egressAllow">, entered: EnteredCredential): Promise<void> {
  const { credential, dialect, baseUrl } = entered;
  const quirks = readDialect(dialect);
  const refuse = (message: string) => new MarketplaceError("invalid_input", message, { field: "credential" });
  if (quirks === null) return;
  const read = readUpstreamCredential(quirks, credential, new URL(baseUrl).hostname);
  if (read === null) throw refuse(NEEDED[quirks.credential] ?? "Enter the key that your API expects.");
  if (read.kind === "headers" && credential !== null && !/^[\x21-\x7e]+$/.test(credential))
    throw refuse("The key may only have printable characters without spaces.");
  if (read.kind !== "service-account") return;
  const guarded = await guardAddress(new URL(read.account.tokenUri), ctx.egressAllow);
  if (guarded.kind === "refused") throw refuse(`The file's token_uri cannot be used. ${guarded.message}`);
}

const NEEDED: Readonly<Record<string, string>> = {
  "aws-keys":
    "Enter the access key's ID and its secret, and the region where the address does not name it. Temporary keys need their session token too.",
  "service-account":
    "Paste the whole key file of the service account, as Google Cloud gave it to you: JSON with client_email, private_key and token_uri.",
};
