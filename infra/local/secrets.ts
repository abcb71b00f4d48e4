import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SentenceError } from "./sentence-error.ts";

const generators = {
  NEXTAUTH_SECRET: () => randomBytes(32).toString("base64url"),
  TOLLGATE_ENCRYPTION_KEYS: () => `local-1:${randomBytes(32).toString("base64")}`,
  TOLLGATE_RECEIPT_KEYS: () => `local-1:${randomBytes(32).toString("base64")}`,
  STRIPE_WEBHOOK_SECRET: () => `whsec_${randomBytes(24).toString("hex")}`,
};

type SecretName = keyof typeof generators;
export type Secrets = Readonly<Record<SecretName, string>>;

/**
 * The secrets of one data folder, made once and kept in a file only its owner reads. They must stay: what is stored
 * encrypted can be read with no others. A variable of the same name wins.
 * @throws SentenceError when the file is damaged.
 */
export function loadSecrets(dataDir: string, given: NodeJS.ProcessEnv): Secrets {
  const file = path.join(dataDir, "secrets.json");
  const kept = existsSync(file) ? readSecrets(file) : {};
  const stored: Secrets = {
    NEXTAUTH_SECRET: kept.NEXTAUTH_SECRET ?? generators.NEXTAUTH_SECRET(),
    TOLLGATE_ENCRYPTION_KEYS: kept.TOLLGATE_ENCRYPTION_KEYS ?? generators.TOLLGATE_ENCRYPTION_KEYS(),
    TOLLGATE_RECEIPT_KEYS: kept.TOLLGATE_RECEIPT_KEYS ?? generators.TOLLGATE_RECEIPT_KEYS(),
    STRIPE_WEBHOOK_SECRET: kept.STRIPE_WEBHOOK_SECRET ?? generators.STRIPE_WEBHOOK_SECRET(),
  };
  if (Object.keys(kept).length < Object.keys(stored).length) writePrivateJson(file, stored);
  return {
    NEXTAUTH_SECRET: given.NEXTAUTH_SECRET || stored.NEXTAUTH_SECRET,
    TOLLGATE_ENCRYPTION_KEYS: given.TOLLGATE_ENCRYPTION_KEYS || stored.TOLLGATE_ENCRYPTION_KEYS,
    TOLLGATE_RECEIPT_KEYS: given.TOLLGATE_RECEIPT_KEYS || stored.TOLLGATE_RECEIPT_KEYS,
    STRIPE_WEBHOOK_SECRET: given.STRIPE_WEBHOOK_SECRET || stored.STRIPE_WEBHOOK_SECRET,
  };
}

/** Writes a file that only its owner reads, and that is either the old one or the new one at any moment. */
export function writePrivateJson(file: string, value: unknown): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}

function readSecrets(file: string): Partial<Secrets> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value !== "object" || value === null) throw new Error("not an object");
    const entries = Object.entries(value).filter(([name, text]) => name in generators && typeof text === "string");
    return Object.fromEntries(entries);
  } catch {
    throw new SentenceError(
      `${file} cannot be read: restore it, or move the whole data folder away to start afresh, because what it encrypted is lost without it.`,
    );
  }
}
