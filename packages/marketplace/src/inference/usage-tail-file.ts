import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, unlinkSync, writeFileSync, writeSync } from "node:fs";
import { unlink, utimes } from "node:fs/promises";
import path from "node:path";
import type { ReleaseRequest } from "@tollgate/db/redis/release-hold";
import { ALIVE, TAIL } from "./abandoned-tails.ts";
import { ignoreMissing, isMissing } from "./ignore-missing.ts";
import { ownMark } from "./process-mark.ts";
import { spoolLine } from "./spool-lines.ts";

/** Well within the time after which others think that this process is gone. */
const BEAT_MS = 1_000;
/** A file takes the ends of so long, and goes as a whole. */
const SEGMENT_MS = 10_000;
/** The oldest of so many goes when all of them are as large as they may be. */
const SEGMENTS = 8;
/** A disk that refused is tried again after this long. */
const PAUSE_MS = 1_000;

export interface UsageTailFileOptions {
  /** On a disk of this machine; that of the spool, whose readers also read tails that were left behind. */
  readonly directory: string;
  readonly maxBytes: number;
  /** For how long an end is kept, in milliseconds: until it is settled for sure. */
  readonly keepMs: () => number;
  /** The ends that are in memory, for a file that has to be begun anew. */
  readonly kept: () => Iterable<ReleaseRequest>;
  readonly onError: (error: unknown) => void;
}

interface Segment {
  readonly file: string;
  readonly sinceMs: number;
  lastMs: number;
  bytes: number;
}

/**
 * The ends of the last calls in files of this process, so that a `kill -9` while Redis loses writes loses none of them: what the kernel was given
 * outlives its process. Not synced: that a machine fails as a whole is what Redis' own disk is for. Ends of one turn of the event loop are one
 * write. Times are of the monotonic clock.
 */
export class UsageTailFile {
  readonly #options: UsageTailFileOptions;
  readonly #timer: NodeJS.Timeout;
  #owner = newOwner();
  #segments: Segment[] = [];
  #fd: number | null = null;
  #number = 0;
  #lines = "";
  #batch: Promise<void> | null = null;
  #pausedUntilMs = 0;
  /** What is kept in memory is not all in the files. */
  #owes = false;

  constructor(options: UsageTailFileOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS).unref();
  }

  append(ended: ReleaseRequest): void {
    this.#lines += spoolLine(ended);
    this.#batch ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#write();
        resolve();
      });
    });
  }

  /**
   * Resolves when the kernel has every end that was appended, or the disk refused it; `null` when there is none to wait for. Calls go on without
   * their second copy: refusing them would give up more than a disk.
   */
  written(): Promise<void> | null {
    return this.#batch;
  }

  /** Leaves what is not known to be settled to whoever starts next. */
  close(): void {
    clearInterval(this.#timer);
    if (this.#batch !== null) this.#write();
    this.#closeSegment();
    if (this.#segments.length > 0) this.#remove(this.#aliveFile());
  }

  #write(): void {
    const lines = this.#lines;
    this.#lines = "";
    this.#batch = null;
    const nowMs = performance.now();
    if ((lines === "" && !this.#owes) || nowMs < this.#pausedUntilMs) return;
    try {
      const bytes = Buffer.from(this.#owes ? Array.from(this.#options.kept(), spoolLine).join("") : lines);
      const { fd, segment } = this.#open(nowMs);
      for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
      segment.bytes += bytes.length;
      segment.lastMs = nowMs;
      this.#owes = false;
    } catch (error) {
      this.#pausedUntilMs = nowMs + PAUSE_MS;
      this.#owes = true;
      // Half a line may be at its end: what follows belongs into another file.
      this.#closeSegment();
      this.#options.onError(error);
    }
  }

  #open(nowMs: number): { readonly fd: number; readonly segment: Segment } {
    const last = this.#segments.at(-1);
    const isUsable = last && nowMs - last.sinceMs < SEGMENT_MS && last.bytes < this.#options.maxBytes / SEGMENTS;
    if (this.#fd !== null && isUsable) return { fd: this.#fd, segment: last };
    this.#closeSegment();
    if (this.#segments.length === 0) {
      mkdirSync(this.#options.directory, { recursive: true });
      writeFileSync(this.#aliveFile(), ownMark(), { mode: 0o600 });
    }
    const bytes = this.#segments.reduce((sum, one) => sum + one.bytes, 0);
    if (bytes >= this.#options.maxBytes) this.#drop();
    this.#number += 1;
    const file = path.join(this.#options.directory, `${this.#owner}.${this.#number}${TAIL}`);
    const fd = openSync(file, "a", 0o600);
    const segment = { file, sinceMs: nowMs, lastMs: nowMs, bytes: 0 };
    this.#segments.push(segment);
    this.#fd = fd;
    return { fd, segment };
  }

  /** More waits to be settled than there is room for. */
  #drop(): void {
    const oldest = this.#segments.shift();
    if (oldest) this.#remove(oldest.file);
    this.#options.onError(new Error("the tail of usage on disk is full: its oldest ends were dropped"));
  }

  #closeSegment(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  /** Says that this process lives, and removes what is settled. */
  async #beat(): Promise<void> {
    try {
      if (this.#owes) this.#write();
      if (this.#segments.length === 0) return;
      const now = new Date();
      await utimes(this.#aliveFile(), now, now);
      await this.#cut();
    } catch (error) {
      if (isMissing(error)) this.#beginAnew();
      else this.#options.onError(error);
    }
  }

  async #cut(): Promise<void> {
    const sinceMs = performance.now() - this.#options.keepMs();
    const settled = this.#segments.filter(({ lastMs }) => lastMs < sinceMs);
    if (settled.length === 0) return;
    if (settled.length === this.#segments.length) this.#closeSegment();
    this.#segments = this.#segments.slice(settled.length);
    for (const { file } of settled) await unlink(file).catch(ignoreMissing);
    if (this.#segments.length === 0) this.#remove(this.#aliveFile());
  }

  /** Somebody thought that this process was gone and took its files: what they held is written again, under another name. */
  #beginAnew(): void {
    this.#closeSegment();
    this.#owner = newOwner();
    this.#segments = [];
    this.#owes = true;
  }

  #aliveFile(): string {
    return path.join(this.#options.directory, `${this.#owner}${ALIVE}`);
  }

  #remove(file: string): void {
    try {
      unlinkSync(file);
    } catch (error) {
      if (!isMissing(error)) this.#options.onError(error);
    }
  }
}

function newOwner(): string {
  return `usage-${randomUUID()}`;
}
