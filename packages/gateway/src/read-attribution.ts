import { isRecord } from "./is-record.ts";

/** Who and what a call is for, in the caller's own names. */
export interface Attribution {
  readonly user?: string | undefined;
  readonly tenant?: string | undefined;
  readonly feature?: string | undefined;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Longest name that is kept; a longer one is left out, since two that are cut could become one. */
const MOST_CHARACTERS = 128;

/**
 * Reads who a request is for: headers `X-Tollgate-User`, `X-Tollgate-Tenant` and `X-Tollgate-Feature`, for clients whose body is not theirs to
 * change, else `user` (OpenAI), `safety_identifier` (OpenAI), `metadata.user_id` (Anthropic), `metadata.tenant` and `metadata.feature`. What
 * is no short text is ignored: no call fails for what it says of itself.
 * @returns `null` when it says nothing.
 */
export function readAttribution(body: Readonly<Record<string, unknown>>, headers: Headers): Attribution | null {
  const metadata = isRecord(body.metadata) ? body.metadata : NOTHING;
  const user =
    name(headers["x-tollgate-user"]) ?? name(body.user) ?? name(body.safety_identifier) ?? name(metadata.user_id);
  const tenant = name(headers["x-tollgate-tenant"]) ?? name(metadata.tenant);
  const feature = name(headers["x-tollgate-feature"]) ?? name(metadata.feature);
  return user === undefined && tenant === undefined && feature === undefined ? null : { user, tenant, feature };
}

const NOTHING: Readonly<Record<string, unknown>> = {};

function name(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > MOST_CHARACTERS) return undefined;
  const text = value.trim();
  return text === "" ? undefined : text;
}
