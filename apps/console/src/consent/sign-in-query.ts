type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What an app asks for in the address of `/auth`, by OpenRouter's names. What is wrong with it is the API's to say. */
export interface SignInQuery {
  readonly callbackUrl: string;
  readonly codeChallenge: string;
  readonly codeChallengeMethod: "S256" | "plain" | undefined;
  readonly state: string | undefined;
  readonly appId: string | undefined;
  readonly keyLabel: string | undefined;
  readonly keyExpiresAt: Date | undefined;
}

/** What the app proposes as the key's limit; the person decides. */
export interface ProposedLimit {
  readonly limitUsd: string;
  readonly limitReset: "daily" | "weekly" | "monthly";
}

export function readSignInQuery(query: Query): SignInQuery {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const method = text("code_challenge_method");
  const expiresAt = text("expires_at");
  return {
    callbackUrl: text("callback_url") ?? text("redirect_uri") ?? "",
    codeChallenge: text("code_challenge") ?? "",
    codeChallengeMethod: method === "S256" || method === "plain" ? method : undefined,
    state: text("state"),
    appId: text("app_id") ?? text("client_id"),
    keyLabel: text("key_label"),
    keyExpiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
  };
}

export function proposedLimit(query: Query): ProposedLimit {
  const { limit, usage_limit_type: reset } = query;
  return {
    limitUsd: typeof limit === "string" && /^\d{1,9}(\.\d{1,9})?$/.test(limit) ? limit : "",
    limitReset: reset === "daily" || reset === "weekly" ? reset : "monthly",
  };
}
