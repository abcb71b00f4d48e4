import { randomBytes } from "node:crypto";

/** Prefix of every kind of id. One table, so that an id tells what it names. */
export const ID_PREFIXES = {
  user: "usr",
  workspace: "wsp",
  invitation: "inv",
  session: "ses",
  recoveryCode: "rcv",
  signInLink: "lnk",
  passkey: "psk",
  identity: "idn",
  recoveryRequest: "rec",
  apiKey: "key",
  authCode: "auc",
  app: "app",
  testKey: "tky",
  marginVersion: "mgn",
  grant: "gra",
  provider: "prv",
  endpoint: "end",
  providerKey: "pky",
  priceVersion: "prc",
  listPrice: "lpr",
  endpointCheck: "chk",
  feeVersion: "fee",
  taxThreshold: "tax",
  payment: "pay",
  promotionalCode: "cod",
  promotionalLot: "lot",
  correction: "cor",
  refund: "ref",
  disputeEvidence: "evi",
  payoutRun: "run",
  payoutItem: "itm",
  webhookEndpoint: "whk",
  webhookDelivery: "msg",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;
export type Id<K extends IdKind> = `${(typeof ID_PREFIXES)[K]}_${string}`;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new random id, such as `wsp_4f0q…`: 100 random bits in Crockford base 32. */
export function newId<K extends IdKind>(kind: K): Id<K> {
  let text = "";
  for (const byte of randomBytes(20)) text += ALPHABET[byte & 31];
  return `${ID_PREFIXES[kind]}_${text}`;
}

/** How a call id is shown outside: `gen-` and 32 hex digits. */
export function generationId(callId: string): string {
  return `gen-${callId.replaceAll("-", "")}`;
}

/** The call id (uuid) in a generation id, or `null` when it is not one. A bare uuid is taken too. */
export function parseGenerationId(text: string): string | null {
  const hex = text.replace(/^gen-/, "").replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
