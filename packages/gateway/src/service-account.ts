import { createPrivateKey, createSign } from "node:crypto";
import { numberIn, objectIn, parseJson, textIn } from "./json-fields.ts";

/** A Google Cloud service account's key, as its file has it. */
export interface ServiceAccount {
  readonly clientEmail: string;
  readonly keyId: string | null;
  /** PEM. */
  readonly privateKey: string;
  /** Where tokens are had for it. */
  readonly tokenUri: string;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const LIFETIME_SECONDS = 3_600;

/** The body of a request for a token: an assertion the account signed. Source: RFC 7523; https://developers.google.com/identity/protocols/oauth2/service-account */
export function tokenRequest(account: ServiceAccount, nowMs: number): string {
  const issued = Math.floor(nowMs / 1_000);
  const header = { alg: "RS256", typ: "JWT", ...(account.keyId !== null && { kid: account.keyId }) };
  const claims = {
    iss: account.clientEmail,
    scope: SCOPE,
    aud: account.tokenUri,
    iat: issued,
    exp: issued + LIFETIME_SECONDS,
  };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = createSign("RSA-SHA256").update(signed).sign(account.privateKey).toString("base64url");
  const form = { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: `${signed}.${signature}` };
  return new URLSearchParams(form).toString();
}

/** The token in an answer, or `null` when there is none. */
export function readAccessToken(text: string, nowMs: number): AccessToken | null {
  const { access_token, expires_in } = objectIn(parseJson(text));
  const token = textIn(access_token);
  if (token === null || !/^[\x21-\x7e]+$/.test(token)) return null;
  return { token, expiresAtMs: nowMs + Math.max(0, numberIn(expires_in) ?? 0) * 1_000 };
}

/** Reads the file of a service account's key; `null` when it is none, or its key cannot sign. */
export function readServiceAccount(text: string): ServiceAccount | null {
  const { type, client_email, private_key_id, private_key, token_uri } = objectIn(parseJson(text));
  const [clientEmail, privateKey, tokenUri] = [textIn(client_email), textIn(private_key), textIn(token_uri)];
  if (type !== "service_account" || clientEmail === null || privateKey === null || tokenUri === null) return null;
  if (!URL.canParse(tokenUri) || !isSigningKey(privateKey)) return null;
  return { clientEmail, privateKey, tokenUri, keyId: textIn(private_key_id) };
}

function isSigningKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
