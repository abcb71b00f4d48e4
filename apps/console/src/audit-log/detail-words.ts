import { formatMoney } from "@tollgate/ui/format/money";
import { nanoOfCents } from "../finance/statement-lines.ts";

/** What a deed noted down, one thing after the other: `{"added":3,"by":{"id":1}}` becomes “added 3 · by id 1”. */
export function detailWords(json: string): string {
  return partsOf(JSON.parse(json)).join(" · ");
}

function partsOf(value: unknown): string[] {
  if (value === null || value === "") return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.flatMap(partsOf).join(", ")];
  if (typeof value !== "object") return [String(value)];
  return Object.entries(value).flatMap(([name, part]) => {
    const amount = amountOf(name, part);
    if (amount) return [amount];
    const said = partsOf(part);
    return said.length === 0 ? [] : [`${spaced(name)} ${said.join(", ")}`];
  });
}

/** `amountCents: 50000` is “amount $500.00”; `null` for what is no amount of money. */
function amountOf(name: string, value: unknown): string | null {
  const [, what, unit] = /^(\w+)(Cents|Nano)$/.exec(name) ?? [];
  if (!what || !/^-?\d+$/.test(String(value))) return null;
  const amount = BigInt(String(value));
  return `${spaced(what)} ${unit === "Cents" ? formatMoney(nanoOfCents(amount), 2) : formatMoney(amount, "exact")}`;
}

/** `feeVersionId` as people write it: “fee version id”. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
