import { createHash, createHmac } from "node:crypto";

/** Keys of an AWS account or of a role taken for a while. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys. */
  readonly sessionToken: string | null;
}

export interface AwsRequest {
  readonly method: string;
  readonly host: string;
  /** As it is sent, already percent-encoded. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Further headers to sign, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface SigningScope {
  readonly keys: AwsKeys;
  readonly region: string;
  readonly service: string;
  readonly nowMs: number;
}

/**
 * The headers that prove a request is the account's own (Signature Version 4), flat: the date, the token of temporary keys, the signature.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signAwsRequest(request: AwsRequest, scope: SigningScope): string[] {
  const { keys, region, service } = scope;
  const date = new Date(scope.nowMs).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = date.slice(0, 8);
  const own = {
    "x-amz-date": date,
    ...(keys.sessionToken !== null && { "x-amz-security-token": keys.sessionToken }),
  };
  const headers = Object.entries({ ...request.headers, host: request.host, ...own }).sort(byName);
  const signed = headers.map(([name]) => name).join(";");
  const canonical = [
    request.method,
    encodedAgain(request.path),
    sortedQuery(request.query),
    ...headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, " ")}`),
    "",
    signed,
    sha256(request.body),
  ].join("\n");
  const place = `${day}/${region}/${service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${date}\n${place}\n${sha256(Buffer.from(canonical))}`;
  const key = [day, region, service, "aws4_request"].reduce<Buffer | string>(hmac, `AWS4${keys.secretAccessKey}`);
  const signature = hmac(key, toSign).toString("hex");
  const proof = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${place}, SignedHeaders=${signed}, Signature=${signature}`;
  return [...Object.entries(own).flat(), "authorization", proof];
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Services other than S3 sign the path encoded once more than it is sent. */
function encodedAgain(path: string): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return path.split("/").map(encode).join("/") || "/";
}

function sortedQuery(query: string): string {
  if (query === "") return "";
  return query
    .split("&")
    .map((pair) => (pair.includes("=") ? pair : `${pair}=`))
    .sort()
    .join("&");
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

const REGION = /^(?:bedrock-runtime(?:-fips)?|[\w-]+\.bedrock-runtime)\.([a-z]{2}(?:-[a-z]+)+-\d)\./;

/** The region that the name of a Bedrock host says, or `null`. */
export function regionOfHost(host: string): string | null {
  return REGION.exec(host)?.[1] ?? null;
}
