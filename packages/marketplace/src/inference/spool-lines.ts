import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { ReleaseRequest } from "@tollgate/db/redis/release-hold";
import { ignoreMissing } from "./ignore-missing.ts";
import { readSpooledEnd, writeSpooledEnd } from "./spooled-end.ts";

export interface SpoolLines {
  readonly ends: readonly ReleaseRequest[];
  /** Whole lines that cannot be read. */
  readonly damaged: number;
}

/** A line with its checksum and its end. */
export function spoolLine(ended: ReleaseRequest): string {
  const text = writeSpooledEnd(ended);
  return `${checksum(text)} ${text}\n`;
}

/** What follows the last line's end was being written when its process ended, and counts as not written. @returns `null` when another took the file. */
export async function readSpoolLines(file: string): Promise<SpoolLines | null> {
  const text = await readFile(file, "utf8").catch(ignoreMissing);
  if (text === undefined) return null;
  const ends: ReleaseRequest[] = [];
  let damaged = 0;
  for (const line of text.split("\n").slice(0, -1)) {
    const content = line.slice(9);
    const ended = line.slice(0, 8) === checksum(content) ? readSpooledEnd(content) : null;
    if (ended === null) damaged += 1;
    else ends.push(ended);
  }
  return { ends, damaged };
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
