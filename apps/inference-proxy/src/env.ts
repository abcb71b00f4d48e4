import path from "node:path";
import { usdToNano } from "@tollgate/gateway/decimal";
import { parseRanges } from "@tollgate/gateway/egress";
import { z } from "zod";

const milliseconds = (fallback: number) => z.coerce.number().int().min(1).max(3_600_000).default(fallback);

/** What the inference proxy reads from its environment. `.env.example` describes each variable. */
const Environment = z.object({
  API_PORT: z.coerce.number().int().min(0).max(65_535).default(4401),
  TOLLGATE_HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  TOLLGATE_ENCRYPTION_KEYS: z.string().min(1),
  TOLLGATE_RECEIPT_KEYS: z.string().min(1),
  CONSOLE_URL: z.url().default("http://127.0.0.1:4400"),
  EGRESS_ALLOW: z.string().default(""),
  PROXY_MAX_BODY_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(20 * 1024 * 1024),
  PROXY_TRUSTED_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  TOLLGATE_DATA_DIR: z.string().min(1).default(".data"),
  PROXY_SPOOL_DIR: z.string().min(1).optional(),
  PROXY_SPOOL_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(64 * 1024 * 1024),
  PROXY_TAIL_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(256 * 1024 * 1024),
  PROXY_MAX_UNSETTLED_USD: z
    .string()
    .default("1000")
    .transform(usdToNano)
    .refine((nano) => nano !== null && nano > 0n, "an amount in USD above zero"),
  PROXY_MAX_UNSETTLED_SECONDS: z.coerce.number().int().min(60).default(3600),
  PROXY_CONNECT_TIMEOUT_MS: milliseconds(5_000),
  PROXY_HEDGE_CONNECT_MS: z.coerce.number().int().min(0).max(60_000).default(250),
  PROXY_FIRST_CONTENT_TIMEOUT_MS: milliseconds(90_000),
  PROXY_UNARY_TIMEOUT_MS: milliseconds(600_000),
  PROXY_IDLE_TIMEOUT_MS: milliseconds(60_000),
  PROXY_DRAIN_MS: milliseconds(10_000),
  PROXY_HOLD_TTL_MS: milliseconds(900_000),
  PROXY_SHUTDOWN_MS: milliseconds(30_000),
  PROXY_LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

/** @throws ZodError that names the variable when one is missing or malformed. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env) {
  const env = Environment.parse(source);
  return {
    port: env.API_PORT,
    host: env.TOLLGATE_HOST,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    encryptionKeys: env.TOLLGATE_ENCRYPTION_KEYS,
    receiptKeys: env.TOLLGATE_RECEIPT_KEYS,
    logLevel: env.PROXY_LOG_LEVEL,
    egressAllow: parseRanges(env.EGRESS_ALLOW),
    spool: {
      directory: env.PROXY_SPOOL_DIR ?? path.join(env.TOLLGATE_DATA_DIR, "usage-spool"),
      maxBytes: env.PROXY_SPOOL_MAX_BYTES,
      tailBytes: env.PROXY_TAIL_MAX_BYTES,
    },
    gateSettings: {
      holdTtlMs: env.PROXY_HOLD_TTL_MS,
      maxUnsettledNano: env.PROXY_MAX_UNSETTLED_USD ?? 0n,
      maxUnsettledAgeMs: env.PROXY_MAX_UNSETTLED_SECONDS * 1000,
    },
    settings: {
      consoleUrl: env.CONSOLE_URL.replace(/\/$/, ""),
      maxBodyBytes: env.PROXY_MAX_BODY_BYTES,
      trustedHops: env.PROXY_TRUSTED_HOPS,
      connectTimeoutMs: env.PROXY_CONNECT_TIMEOUT_MS,
      hedgeConnectMs: env.PROXY_HEDGE_CONNECT_MS,
      firstContentTimeoutMs: env.PROXY_FIRST_CONTENT_TIMEOUT_MS,
      unaryTimeoutMs: env.PROXY_UNARY_TIMEOUT_MS,
      idleTimeoutMs: env.PROXY_IDLE_TIMEOUT_MS,
      drainMs: env.PROXY_DRAIN_MS,
      shutdownMs: env.PROXY_SHUTDOWN_MS,
    },
  };
}
