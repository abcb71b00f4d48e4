import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import type { ReleaseRequest } from "@tollgate/db/redis/release-hold";
import { AbandonedTails } from "./abandoned-tails.ts";
import { ignoreMissing } from "./ignore-missing.ts";
import { readSpoolLines, spoolLine } from "./spool-lines.ts";

const SUFFIX = ".spool";
const CLAIMED = ".claimed";

export interface UsageSpoolOptions {
  /** On a disk of this machine; processes of one machine may share it. Made when it is needed. */
  readonly directory: string;
  /** From this much on no new call should begin. Calls that are open are written all the same: what they used must not be lost. */
  readonly maxBytes: number;
  /** What the tail beside it may take, see `UsageTailFile`; without, ends that Redis took are on no disk of ours. */
  readonly tailBytes?: number;
}

export interface SpoolReplay {
  readonly replayed: number;
  /** Whole lines that cannot be read; their files are kept beside the others, as `.damaged`, for a person to look at. */
  readonly damaged: number;
  /** Whether nothing is left to be taken: false while another process takes a file, or may be gone and have left one. */
  readonly whole: boolean;
}

/** @param file names what the ends come from, the same each time they are offered again. */
export type TakeEnds = (ends: readonly ReleaseRequest[], file: string) => Promise<void>;

/**
 * Ends of calls that Redis did not take, on the local disk: one append-only file per process, a checksum per line, synced before it counts. Any
 * process may replay any file, and the tails that processes left behind which are gone: it takes it by renaming it, and a writer whose file was
 * taken meanwhile writes again, so that no line is lost; call ids make the second time harmless.
 */
export class UsageSpool {
  readonly #options: UsageSpoolOptions;
  readonly #abandoned: AbandonedTails;
  #file: string;
  #bytes = 0;
  /** Lines that no sync has covered yet: one sync serves all that wait. */
  #waiting: Buffer[] = [];
  #writing: Promise<unknown> = Promise.resolve();
  /** The disk did not take the last write. */
  #refused = false;

  constructor(options: UsageSpoolOptions) {
    this.#options = options;
    this.#abandoned = new AbandonedTails(options.directory);
    this.#file = newFile(options.directory);
  }

  /** Whether calls should be refused until what lies here is settled, or until the disk takes what waits for it. */
  get full(): boolean {
    return this.#refused || this.#bytes >= this.#options.maxBytes;
  }

  /** Resolves when the end is on disk. @throws when the disk refuses it; the end then waits in memory for the next write. */
  append(ended: ReleaseRequest): Promise<void> {
    this.#waiting.push(Buffer.from(spoolLine(ended)));
    return this.retry();
  }

  /** Writes what the disk refused before. @throws when it refuses it again. */
  retry(): Promise<void> {
    const flush = () => this.#flush();
    const written = this.#writing.then(flush, flush);
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Hands the ends of every file to `take` and removes a file when all of them were taken. @throws what `take` throws. */
  async replay(take: TakeEnds): Promise<SpoolReplay> {
    const { directory } = this.#options;
    let replayed = 0;
    let damaged = 0;
    let whole = true;
    try {
      const names = (await readdir(directory).catch(ignoreMissing)) ?? [];
      const { segments, doubtful } = await this.#abandoned.find(names);
      whole = !doubtful;
      for (const name of [...names.filter(isSpool).sort(), ...segments]) {
        const found = path.join(directory, name);
        const claimed = name.endsWith(CLAIMED) ? found : `${found}.${randomUUID()}${CLAIMED}`;
        if (claimed !== found && !(await renamed(found, claimed))) {
          whole = false;
          continue;
        }
        const lines = await readSpoolLines(claimed);
        if (lines === null) continue;
        if (lines.ends.length > 0) await take(lines.ends, claimed);
        if (lines.damaged > 0) await renamed(claimed, `${claimed}.damaged`);
        else await unlink(claimed).catch(ignoreMissing);
        replayed += lines.ends.length;
        damaged += lines.damaged;
      }
    } finally {
      this.#bytes = await bytesIn(directory);
    }
    return { replayed, damaged, whole };
  }

  async #flush(): Promise<void> {
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    try {
      await this.#write(Buffer.concat(lines));
      this.#refused = false;
    } catch (error) {
      this.#refused = true;
      this.#waiting = [...lines, ...this.#waiting];
      // Half a line may be at the old file's end, and what followed it would count as damaged.
      this.#file = newFile(this.#options.directory);
      throw error;
    }
  }

  async #write(lines: Buffer): Promise<void> {
    await mkdir(this.#options.directory, { recursive: true });
    for (;;) {
      const file = await open(this.#file, "a", 0o600);
      let written: { readonly ino: number };
      try {
        await file.appendFile(lines);
        await file.sync();
        written = await file.stat();
      } finally {
        await file.close();
      }
      const there = await stat(this.#file).catch(ignoreMissing);
      if (there?.ino === written.ino) break;
    }
    await syncFolder(this.#options.directory);
    this.#bytes += lines.length;
  }
}

function newFile(directory: string): string {
  return path.join(directory, `usage-${randomUUID()}${SUFFIX}`);
}

/** Also what another process began to replay. */
function isSpool(name: string): boolean {
  return name.endsWith(SUFFIX) || name.endsWith(CLAIMED);
}

/** Of the spool alone: a tail holds what Redis has as well. */
async function bytesIn(directory: string): Promise<number> {
  let bytes = 0;
  for (const name of (await readdir(directory).catch(ignoreMissing)) ?? []) {
    if (!isSpool(name) || !name.includes(SUFFIX)) continue;
    bytes += (await stat(path.join(directory, name)).catch(ignoreMissing))?.size ?? 0;
  }
  return bytes;
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

/** A new file's name is on disk only when its folder is. */
async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
