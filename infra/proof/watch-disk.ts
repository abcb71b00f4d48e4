import fs from "node:fs";
import promises, { open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import type { Action, OnEffect } from "./failpoint.ts";

/** A disk may hold what was written although nobody heard of it; it never writes twice by itself. */
const ACTIONS: readonly Action[] = ["kill-before", "kill-after", "lose"];

const OF_A_PATH = ["appendFile", "writeFile", "rename", "unlink", "rm", "truncate"];
const OF_A_FILE = ["appendFile", "write", "writeFile", "writev", "sync", "datasync", "truncate"];
const AT_ONCE = [
  "appendFileSync",
  "writeFileSync",
  "writeSync",
  "fsyncSync",
  "fdatasyncSync",
  "renameSync",
  "unlinkSync",
];

/** Wraps what changes files, so that a spool on the local disk has failpoints like the stores. */
export async function watchDisk(onEffect: OnEffect): Promise<void> {
  const handle = await open(import.meta.filename);
  wrapAll(promises, { names: OF_A_PATH, onEffect, run: later });
  wrapAll(Object.getPrototypeOf(handle), { names: OF_A_FILE, onEffect, run: later });
  wrapAll(fs, { names: AT_ONCE, onEffect, run: atOnce });
  await handle.close();
  syncBuiltinESMExports();
}

interface Wrapping {
  readonly names: readonly string[];
  readonly onEffect: OnEffect;
  readonly run: (call: () => unknown, action: Action | null) => unknown;
}

function wrapAll(target: object, { names, onEffect, run }: Wrapping): void {
  for (const name of names) {
    const original: unknown = Reflect.get(target, name);
    if (typeof original !== "function") continue;
    Reflect.set(target, name, function (this: unknown, ...args: unknown[]) {
      const action = onEffect(`disk.${name}`, ACTIONS);
      if (action === "kill-before") dieNow();
      return run(() => Reflect.apply(original, this, args), action);
    });
  }
}

async function later(call: () => unknown, action: Action | null): Promise<unknown> {
  const value = await call();
  return answered(value, action);
}

function atOnce(call: () => unknown, action: Action | null): unknown {
  return answered(call(), action);
}

function answered(value: unknown, action: Action | null): unknown {
  if (action === "kill-after") dieNow();
  if (action === "lose") throw new Error("EIO: the disk's answer was lost");
  return value;
}

function dieNow(): void {
  process.kill(process.pid, "SIGKILL");
}
