import { randomInt } from "node:crypto";
import type { Transaction } from "@tollgate/db/open-database";

const SLUG_MAX_LENGTH = 40;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The part of a console address a name suggests: lower-case ASCII words joined by dashes; `workspace` when nothing is left. */
export function slugFromName(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX_LENGTH)
    .replace(/^-+|-+$/g, "");
  return slug || "workspace";
}

/** A slug nobody has yet: the name's own, or with five random characters added. The unique index has the last word. */
export async function freeSlug(tx: Transaction, name: string): Promise<string> {
  const slug = slugFromName(name);
  const taken = await tx.workspace.findUnique({ where: { slug }, select: { id: true } });
  return taken ? `${slug}-${randomText(5)}` : slug;
}

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}
