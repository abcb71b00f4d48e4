import { z } from "zod";
import { displayName } from "../access/person-input.ts";

export const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** An address people are sent to: https, or http on this machine while developing; never with a password in it. */
export function isSafeAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
}

const address = (what: string) =>
  z
    .string(`Enter ${what}.`)
    .trim()
    .max(2_000, "This address is too long.")
    .refine(isSafeAddress, "Enter a whole address that starts with https://, such as https://app.example.com.");

export const AppFields = {
  name: displayName("a name for the app"),
  url: address("the app’s address"),
  description: z.string().trim().max(500, "Use at most 500 characters."),
  callbackUrl: address("where customers return to"),
  /** Where people may be sent with a code, besides the callback address. */
  redirectUrls: z
    .array(address("where people are sent after signing in"), "List addresses.")
    .max(20, "List at most 20 addresses."),
} as const;
