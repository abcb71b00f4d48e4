import { z } from "zod";

const Environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  CONSOLE_URL: z.url(),
  API_URL: z.url(),
  SANDBOX_URL: z.url().optional(),
  WORKER_URL: z.url().optional(),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  NEXTAUTH_SECRET: z.string().min(32),
  TOLLGATE_ENCRYPTION_KEYS: z.string().min(1),
  TOLLGATE_RECEIPT_KEYS: z.string().min(1),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  STRIPE_API_URL: z.url().optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GITHUB_URL: z.url().optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GOOGLE_ISSUER: z.url().optional(),
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.string().default("Tollgate <no-reply@tollgate.localhost>"),
  SELLER: z.string().default(""),
  EGRESS_ALLOW: z.string().default(""),
});

export type Env = z.infer<typeof Environment>;

let read: Env | undefined;

/**
 * The console's settings, read when first needed and never while building: one build serves any address.
 * @throws {Error} with one line per missing or malformed variable.
 */
export function env(): Env {
  if (read) return read;
  const parsed = Environment.safeParse(process.env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The console cannot start, its environment is incomplete:\n${lines.join("\n")}`);
  }
  read = parsed.data;
  return read;
}

/** The component gallery is for those who work on the console. */
export function showsDesignGallery(): boolean {
  return process.env.NODE_ENV !== "production" || process.env.TOLLGATE_DESIGN_GALLERY === "1";
}
