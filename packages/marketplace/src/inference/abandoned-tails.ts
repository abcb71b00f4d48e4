import { readFile, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { ignoreMissing } from "./ignore-missing.ts";
import { isRunning } from "./process-mark.ts";

/** Of a segment of a tail. */
export const TAIL = ".tail";
/** Of the file that says whose a tail's segments are, touched while that process lives. */
export const ALIVE = ".alive";
/** A process whose file was not touched for so long is gone, as far as that can be told from another container. */
export const GONE_AFTER_MS = 5_000;
/** A process of another container that is well touches its file more often than this. */
const TOUCHED_WITHIN_MS = 1_500;

export interface FoundTails {
  /** Segments of processes that are gone. */
  readonly segments: readonly string[];
  /** Whether it cannot be told yet of some process of another container if it is gone. */
  readonly doubtful: boolean;
}

/** Knows which tails in a folder nobody writes any more. To take one that is still written does no harm: its process notices and begins another. */
export class AbandonedTails {
  readonly #directory: string;
  /** When a file was first seen with this time of its last touch. Clocks of other machines, or set back, tell nothing. */
  readonly #seen = new Map<string, { readonly touchedMs: number; readonly sinceMs: number; readonly moved: boolean }>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @param names everything in the folder. */
  async find(names: readonly string[]): Promise<FoundTails> {
    const found = names.filter((name) => name.endsWith(TAIL));
    const owners = new Set(names.filter((name) => name.endsWith(TAIL) || name.endsWith(ALIVE)).map(ownerOf));
    for (const owner of this.#seen.keys()) if (!owners.has(owner)) this.#seen.delete(owner);
    const abandoned: string[] = [];
    let doubtful = false;
    for (const owner of owners) {
      const gone = await this.#isGone(owner);
      const segments = found.filter((name) => ownerOf(name) === owner);
      // A process that was killed as it began has left nothing.
      if (gone === null && segments.length > 0) doubtful = true;
      if (!gone) continue;
      if (segments.length === 0) await unlink(this.#aliveFile(owner)).catch(ignoreMissing);
      abandoned.push(...segments);
    }
    return { segments: abandoned, doubtful };
  }

  /** @returns `null` while it cannot be told. */
  async #isGone(owner: string): Promise<boolean | null> {
    const file = this.#aliveFile(owner);
    const touched = await stat(file).catch(ignoreMissing);
    const mark = await readFile(file, "utf8").catch(ignoreMissing);
    if (touched === undefined || mark === undefined) return true;
    const running = await isRunning(mark);
    if (running !== null) return !running;
    const seen = this.#seen.get(owner);
    if (seen?.touchedMs !== touched.mtimeMs) {
      const moved = seen !== undefined;
      this.#seen.set(owner, { touchedMs: touched.mtimeMs, sinceMs: performance.now(), moved });
      return moved ? false : null;
    }
    const quietMs = performance.now() - seen.sinceMs;
    if (quietMs >= GONE_AFTER_MS) return true;
    return seen.moved && quietMs < TOUCHED_WITHIN_MS ? false : null;
  }

  #aliveFile(owner: string): string {
    return path.join(this.#directory, `${owner}${ALIVE}`);
  }
}

/** Owners have no dot in their name. */
function ownerOf(name: string): string {
  return name.slice(0, name.indexOf("."));
}
