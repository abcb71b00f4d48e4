import { z } from "zod";

/** What the worker reads from its environment. `.env.example` describes each variable. */
const Environment = z.object({
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(4403),
  TOLLGATE_HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  TOLLGATE_ENCRYPTION_KEYS: z.string().min(1),
  NEXTAUTH_SECRET: z.string().min(32),
  CONSOLE_URL: z.url().default("http://127.0.0.1:4400"),
  API_URL: z.url().default("http://127.0.0.1:4401"),
  WORKER_URL: z.url().optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default("Tollgate <no-reply@tollgate.localhost>"),
  SELLER: z.string().default(""),
  EGRESS_ALLOW: z.string().default(""),
  STRIPE_SECRET_KEY: z.string().default(""),
  STRIPE_WEBHOOK_SECRET: z.string().default(""),
  STRIPE_API_URL: z.string().optional(),
  WORKER_LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

/** @throws ZodError that names the variable when one is missing or malformed. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>> = process.env) {
  const env = Environment.parse(source);
  return {
    port: env.WORKER_PORT,
    host: env.TOLLGATE_HOST,
    redisUrl: env.REDIS_URL,
    logLevel: env.WORKER_LOG_LEVEL,
    board: {
      sessionSecret: env.NEXTAUTH_SECRET,
      consoleUrl: env.CONSOLE_URL.replace(/\/$/, ""),
      workerUrl: (env.WORKER_URL ?? `http://${env.TOLLGATE_HOST}:${env.WORKER_PORT}`).replace(/\/$/, ""),
    },
    services: {
      databaseUrl: env.DATABASE_URL,
      redisUrl: env.REDIS_URL,
      encryptionKeys: env.TOLLGATE_ENCRYPTION_KEYS,
      consoleUrl: env.CONSOLE_URL,
      apiUrl: env.API_URL,
      seller: env.SELLER,
      smtp: env.SMTP_URL ? { url: env.SMTP_URL, from: env.MAIL_FROM } : null,
      payments: {
        secretKey: env.STRIPE_SECRET_KEY,
        webhookSecret: env.STRIPE_WEBHOOK_SECRET,
        apiUrl: env.STRIPE_API_URL || null,
      },
      egressAllow: env.EGRESS_ALLOW.split(",").filter((range) => range.trim() !== ""),
    },
  };
}
