import type { z } from "zod";
import { Refusal } from "./refusal.ts";

/** Reads a body of the account's. @throws Refusal 400 that names the first field at fault in a sentence. */
export function parseObject<S extends z.ZodType>(schema: S, bytes: Buffer): z.output<S> {
  const read = schema.safeParse(parseJson(bytes));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const message = issue?.message.endsWith(".") ? issue.message : "Send one JSON object.";
  throw new Refusal("invalid_request", { details: { message, param: issue?.path.join(".") || null } });
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Refusal("invalid_json");
  }
}
