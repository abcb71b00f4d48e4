import path from "node:path";
import type { Secrets } from "./secrets.ts";
import type { LocalSettings } from "./settings.ts";

/** Where the stores of an instance are. */
export interface StoreUrls {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** The environment every application of one instance gets. Each reads of it what its own env.ts names. */
export function appEnvironment(settings: LocalSettings, secrets: Secrets, stores: StoreUrls): NodeJS.ProcessEnv {
  const { given, ports, urls } = settings;
  const portTexts = Object.entries(ports).map(([name, port]) => [name, String(port)]);
  return {
    ...given,
    ...Object.fromEntries(portTexts),
    ...secrets,
    ...stripe(given, urls.sandbox),
    ...identityProviders(given, urls.sandbox),
    TOLLGATE_DATA_DIR: settings.dataDir,
    TOLLGATE_HOST: settings.host,
    CONSOLE_URL: urls.console,
    API_URL: urls.api,
    SANDBOX_URL: urls.sandbox,
    WORKER_URL: urls.worker,
    NEXTAUTH_URL: urls.console,
    DATABASE_URL: stores.databaseUrl,
    REDIS_URL: stores.redisUrl,
    SMTP_URL: given.SMTP_URL || `smtp://127.0.0.1:${ports.SMTP_PORT}`,
    MAIL_FROM: given.MAIL_FROM || "Tollgate <no-reply@tollgate.localhost>",
    EGRESS_ALLOW: given.EGRESS_ALLOW || "127.0.0.1/32",
    PROXY_SPOOL_DIR: given.PROXY_SPOOL_DIR || path.join(settings.dataDir, "usage-spool"),
    // Whoever presses Ctrl-C does not want to wait for a long stream, and nobody else is calling.
    PROXY_SHUTDOWN_MS: given.PROXY_SHUTDOWN_MS || "5000",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** The sandbox stands in for GitHub and for Google, each until it has credentials of its own. */
function identityProviders(given: NodeJS.ProcessEnv, sandboxUrl: string): NodeJS.ProcessEnv {
  const github = { GITHUB_CLIENT_ID: "sandbox", GITHUB_CLIENT_SECRET: "sandbox", GITHUB_URL: `${sandboxUrl}/github` };
  const google = {
    GOOGLE_CLIENT_ID: "sandbox",
    GOOGLE_CLIENT_SECRET: "sandbox",
    GOOGLE_ISSUER: `${sandboxUrl}/google`,
  };
  return { ...(given.GITHUB_CLIENT_ID ? {} : github), ...(given.GOOGLE_CLIENT_ID ? {} : google) };
}

/** Without a Stripe key of your own the sandbox stands in for Stripe; with one it must not. */
function stripe(given: NodeJS.ProcessEnv, sandboxUrl: string): NodeJS.ProcessEnv {
  if (given.STRIPE_SECRET_KEY) return {};
  return { STRIPE_SECRET_KEY: "sk_test_sandbox", STRIPE_API_URL: given.STRIPE_API_URL || sandboxUrl };
}
