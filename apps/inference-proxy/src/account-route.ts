/** Methods of the account's paths. */
export type AccountMethod = "GET" | "POST" | "PATCH" | "DELETE";

/** Something the account's part of the API does; `keys.get` is about the key that the path names. */
export type AccountDeed =
  | "key"
  | "credits"
  | "generation"
  | "models"
  | "activity"
  | "cache.clear"
  | "responses.get"
  | "responses.delete"
  | "keys.list"
  | "keys.create"
  | "keys.get"
  | "keys.update"
  | "keys.delete"
  | "code.exchange";

export interface AccountRoute {
  readonly methods: Readonly<Partial<Record<AccountMethod, AccountDeed>>>;
  /** Hash or id in the path; empty when there is none. */
  readonly named: string;
}

const FIXED: Readonly<Record<string, AccountRoute["methods"]>> = {
  "/v1/key": { GET: "key" },
  // What it was called before.
  "/v1/auth/key": { GET: "key" },
  "/v1/credits": { GET: "credits" },
  "/v1/generation": { GET: "generation" },
  "/v1/models/user": { GET: "models" },
  "/v1/activity": { GET: "activity" },
  // No key yet: a code is exchanged for one.
  "/v1/auth/keys": { POST: "code.exchange" },
  "/v1/cache": { DELETE: "cache.clear" },
  "/v1/keys": { GET: "keys.list", POST: "keys.create" },
};
const ONE_KEY: AccountRoute["methods"] = { GET: "keys.get", PATCH: "keys.update", DELETE: "keys.delete" };
const ONE_RESPONSE: AccountRoute["methods"] = { GET: "responses.get", DELETE: "responses.delete" };
const RESPONSE_PATH = /^\/v1\/responses\/([\w-]{1,100})$/;
const KEY_PATH = /^\/v1\/keys\/([\w-]{1,100})$/;

/** What only a management key may do. */
export const MANAGED: ReadonlySet<AccountDeed> = new Set([
  "activity",
  "cache.clear",
  "keys.list",
  "keys.create",
  "keys.get",
  "keys.update",
  "keys.delete",
]);

/** Every path of the account with its methods, for tests that go through all of them. */
export const ACCOUNT_PATHS = { ...FIXED, "/v1/keys/key_unknown": ONE_KEY, "/v1/responses/gen-unknown": ONE_RESPONSE };

/** The account's route at a path, or `null` when there is none. */
export function readAccountRoute(path: string): AccountRoute | null {
  if (Object.hasOwn(FIXED, path)) return { methods: FIXED[path] ?? {}, named: "" };
  const key = KEY_PATH.exec(path);
  if (key) return { methods: ONE_KEY, named: key[1] ?? "" };
  const response = RESPONSE_PATH.exec(path);
  return response ? { methods: ONE_RESPONSE, named: response[1] ?? "" } : null;
}
