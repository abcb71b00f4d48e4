/** What an API's calls prove themselves with, by its dialect: one key, an AWS access key, or the key file of a service account. */
export type CredentialKind = "key" | "aws" | "service-account";

export function credentialKind(dialect: string): CredentialKind {
  if (dialect.includes("+sigv4")) return "aws";
  return dialect.includes("+service-account") ? "service-account" : "key";
}

/** Fields of an AWS access key, as they are stored. */
export const AWS_FIELDS = ["accessKeyId", "secretAccessKey", "sessionToken", "region"] as const;

/** The credential of a form as one text, or `undefined` when none was entered. */
export function enteredCredential(data: FormData): string | undefined {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  if (credentialKind(text("dialect")) !== "aws") return text("credential") || undefined;
  const entered = AWS_FIELDS.flatMap((name) => (text(name) === "" ? [] : [[name, text(name)] as const]));
  return entered.length === 0 ? undefined : JSON.stringify(Object.fromEntries(entered));
}
