import { createHash } from "node:crypto";
import { ID_PREFIXES, type Id, type IdKind } from "@tollgate/db/ids";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** The id of a demo row: always the same for a label, so that seeding can be repeated and resumed. Ids are no secrets. */
export function demoId<K extends IdKind>(kind: K, label: string): Id<K> {
  const digest = createHash("sha256").update(`tollgate demo ${kind} ${label}`).digest();
  let text = "";
  for (const byte of digest.subarray(0, 20)) text += ALPHABET[byte & 31];
  return `${ID_PREFIXES[kind]}_${text}`;
}
