import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a recorded reply must be metered at. Audio and cache lifetimes are told only where they matter. */
export interface ExpectedUsage {
  readonly prompt: number;
  readonly cached_read: number;
  readonly cache_write: number;
  readonly completion: number;
  readonly reasoning: number;
}

export interface RecordedExchange {
  readonly id: string;
  readonly kind: "ok" | "error" | "no_usage";
  readonly dialect: string;
  readonly provider: string;
  readonly streaming: boolean;
  readonly status: number;
  readonly request: string | null;
  readonly response: string;
  readonly content_type: string | null;
  readonly expected: ExpectedUsage | null;
  readonly expected_strict: boolean;
  readonly expected_alternatives: readonly Partial<ExpectedUsage>[] | null;
  readonly quirks: readonly string[];
}

/**
 * Traffic recorded from real vendors lies beside the repository, not in it: its licences are its own. `TOLLGATE_WIRE_TRAFFIC` names the
 * folder when it lies elsewhere.
 */
export const RECORDINGS_FOLDER =
  // biome-ignore lint/style/noProcessEnv: tests have no entry point that could pass it on
  process.env.TOLLGATE_WIRE_TRAFFIC ?? fileURLToPath(new URL("../../../../../shared/wire-traffic/", import.meta.url));

export const hasRecordings = existsSync(join(RECORDINGS_FOLDER, "manifest.json"));

export function recordedExchanges(): RecordedExchange[] {
  if (!hasRecordings) return [];
  const manifest: { entries: RecordedExchange[] } = JSON.parse(
    readFileSync(join(RECORDINGS_FOLDER, "manifest.json"), "utf8"),
  );
  return manifest.entries;
}

/** One character per byte. */
export function recordedBytes(file: string): string {
  return readFileSync(join(RECORDINGS_FOLDER, file)).toString("latin1");
}
