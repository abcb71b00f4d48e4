const grouped = new Intl.NumberFormat("en-US");
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** Counts with thousands separators: 12,840. */
export function formatCount(value: number | bigint): string {
  return grouped.format(value);
}

/** A count with its noun: 1 payee, 12,840 payees. @param many the noun of more than one, where it is not made with an “s”. */
export function counted(count: number | bigint, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${Number(count) === 1 ? one : many}`;
}

/** Counts where magnitude matters more than digits: 12.8K, 128K, 1.2M. */
export function formatCompact(value: number | bigint): string {
  return compact.format(value);
}

/** Basis points as a percentage without trailing zeros: 1250 → 12.5%. */
export function formatBasisPoints(basisPoints: number): string {
  const percent = (basisPoints / 100).toFixed(2).replace(/\.?0+$/, "");
  return `${percent}%`;
}

/** Reads a percentage into whole basis points; `null` when it is not one or is finer than 0.01 %. */
export function parsePercent(text: string): number | null {
  const match = /^(\d{1,5})(?:\.(\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

/** A share from 0 to 1 in percent: 0.9987 → 99.87%. Never rounded up to a whole hundred. */
export function formatShare(share: number): string {
  const percent = Math.floor(share * 10_000) / 100;
  return `${Number.isInteger(percent) ? percent : percent.toFixed(2)}%`;
}

/** Durations in the unit a person would say: 840 ms, 2.4 s, 3 min 5 s. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(durationMs < 9_950 ? 2 : 1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*$/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const [first = "?", ...rest] = words;
  const last = rest.at(-1);
  return ((first[0] ?? "?") + (last?.[0] ?? "")).toUpperCase();
}
