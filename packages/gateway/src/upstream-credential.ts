import { type AwsKeys, type AwsRequest, regionOfHost, signAwsRequest } from "./aws-signature.ts";
import type { DialectQuirks } from "./dialect-quirks.ts";
import { objectIn, parseJson, textIn } from "./json-fields.ts";
import { readServiceAccount, type ServiceAccount } from "./service-account.ts";
import { credentialHeaders } from "./upstream-call.ts";

/** What an endpoint's calls prove themselves with. */
export type UpstreamCredential =
  /** Headers that are the same for every call, flat. */
  | { readonly kind: "headers"; readonly headers: readonly string[] }
  /** Every call is signed. */
  | { readonly kind: "aws"; readonly keys: AwsKeys; readonly region: string }
  /** A token is had for it now and then. */
  | { readonly kind: "service-account"; readonly account: ServiceAccount };

/** The name that Bedrock's signatures are made for. */
const AWS_SERVICE = "bedrock";

/** @param credential as it was entered. @returns `null` when it is not what the dialect's way of proving needs. */
export function readUpstreamCredential(
  quirks: DialectQuirks,
  credential: string | null,
  host: string,
): UpstreamCredential | null {
  switch (quirks.credential) {
    case "aws-keys":
      return readAwsKeys(credential, host);
    case "service-account": {
      const account = credential === null ? null : readServiceAccount(credential);
      return account === null ? null : { kind: "service-account", account };
    }
    default:
      return { kind: "headers", headers: credentialHeaders(quirks, credential) };
  }
}

function readAwsKeys(credential: string | null, host: string): UpstreamCredential | null {
  const given = objectIn(credential === null ? null : parseJson(credential));
  const accessKeyId = textIn(given.accessKeyId);
  const secretAccessKey = textIn(given.secretAccessKey);
  const region = textIn(given.region) ?? regionOfHost(host);
  if (!accessKeyId || !secretAccessKey || !region) return null;
  return { kind: "aws", keys: { accessKeyId, secretAccessKey, sessionToken: textIn(given.sessionToken) }, region };
}

/** The headers of one call signed with AWS keys. */
export function signUpstreamCall(
  { keys, region }: Extract<UpstreamCredential, { kind: "aws" }>,
  request: AwsRequest,
  nowMs: number,
): string[] {
  return signAwsRequest(request, { keys, region, service: AWS_SERVICE, nowMs });
}
