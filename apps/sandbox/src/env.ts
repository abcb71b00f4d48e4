import { z } from "zod";

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** What the sandbox reads from its environment. Every value has a default that works on a laptop. */
const Environment = z.object({
  SANDBOX_PORT: port(4402),
  SANDBOX_URL: z.url().optional(),
  SMTP_PORT: port(4404),
  CONSOLE_URL: z.url().default("http://127.0.0.1:4400"),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).default("whsec_sandbox_local"),
  STRIPE_WEBHOOK_URL: z.url().optional(),
  TOLLGATE_DATA_DIR: z.string().min(1).default(".data"),
  TOLLGATE_HOST: z.string().min(1).default("127.0.0.1"),
});

/** Parses the environment. Throws an Error that names the variable when one is malformed. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env) {
  const parsed = Environment.safeParse(source);
  if (!parsed.success) {
    throw new Error(`The environment is not usable.\n${z.prettifyError(parsed.error)}`);
  }
  const env = parsed.data;
  return {
    port: env.SANDBOX_PORT,
    smtpPort: env.SMTP_PORT,
    host: env.TOLLGATE_HOST,
    dataDirectory: env.TOLLGATE_DATA_DIR,
    publicUrl: env.SANDBOX_URL?.replace(/\/$/, ""),
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    webhookUrl: env.STRIPE_WEBHOOK_URL ?? new URL("/api/stripe/webhook", env.CONSOLE_URL).href,
  };
}
