import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ReleaseRequest } from "@tollgate/db/redis/release-hold";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { endedCall, nameOfEnded } from "../testing/ended-call.ts";
import { GONE_AFTER_MS } from "./abandoned-tails.ts";
import { UsageSpool } from "./usage-spool.ts";
import { UsageTailFile } from "./usage-tail-file.ts";

let directory: string;
/** What the tail in memory has, and what was complained of. */
let kept: ReleaseRequest[];
let errors: unknown[];
let keepMs: number;
beforeEach(() => {
  directory = path.join(mkdtempSync(path.join(tmpdir(), "tail-")), "spool");
  [kept, errors, keepMs] = [[], [], 60_000];
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(path.dirname(directory), { recursive: true, force: true });
});

function openTail(maxBytes = 1_000_000): UsageTailFile {
  const tail = new UsageTailFile({
    ...{ directory, maxBytes, keepMs: () => keepMs, kept: () => kept },
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => tail.close());
  return tail;
}

async function write(tail: UsageTailFile, ...names: string[]): Promise<void> {
  const ends = names.map(endedCall);
  kept.push(...ends);
  for (const ended of ends) tail.append(ended);
  await tail.written();
}

async function replayed(spool = new UsageSpool({ directory, maxBytes: 1_000_000 })): Promise<string[]> {
  const names: string[] = [];
  await spool.replay(async (ends) => void names.push(...ends.map(nameOfEnded)));
  return names;
}

const segments = () => readdirSync(directory).filter((name) => name.endsWith(".tail"));
const textOf = (name: string) => readFileSync(path.join(directory, name), "utf8");
const aliveFile = () => path.join(directory, readdirSync(directory).find((name) => name.endsWith(".alive")) ?? "none");

test("what a process wrote before kill -9 is replayed by the next, at once and once", async () => {
  const writer = path.join(import.meta.dirname, "../testing/tail-writer.ts");
  const child = spawn(process.execPath, [writer, directory, "one", "two"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  const spool = new UsageSpool({ directory, maxBytes: 1_000_000 });
  expect(await replayed(spool)).toEqual([]);
  child.kill("SIGKILL");
  await ended;
  expect(await replayed(spool)).toEqual(["one", "two"]);
  expect(await replayed(spool)).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});

test("a tail that its process left on purpose is replayed, and one that is written is left alone", async () => {
  const tail = openTail();
  await write(tail, "one", "two");
  expect(await replayed()).toEqual([]);
  tail.close();
  expect(await replayed()).toEqual(["one", "two"]);
  expect(readdirSync(directory)).toEqual([]);
});

test("ends of one turn of the event loop are written together, and are in the file when that is said", async () => {
  const tail = openTail();
  expect(tail.written()).toBeNull();
  tail.append(endedCall("one"));
  const written = tail.written();
  tail.append(endedCall("two"));
  expect(tail.written()).toBe(written);
  await written;
  expect(tail.written()).toBeNull();
  expect(textOf(segments()[0] ?? "").split("\n")).toHaveLength(3);
});

test("what is settled goes with its file, and nothing is left of a process that rests", async () => {
  const tail = openTail();
  await write(tail, "old");
  await vi.advanceTimersByTimeAsync(20_000);
  await write(tail, "new");
  expect(segments()).toHaveLength(2);
  keepMs = 15_000;
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.waitFor(() => expect(segments()).toHaveLength(1));
  expect(textOf(segments()[0] ?? "")).toContain("key_new");
  await vi.advanceTimersByTimeAsync(20_000);
  await vi.waitFor(() => expect(readdirSync(directory)).toEqual([]));
  await write(tail, "later");
  tail.close();
  expect(await replayed()).toEqual(["later"]);
});

test("a process whose files were taken writes everything it keeps again", async () => {
  const tail = openTail();
  await write(tail, "one");
  unlinkSync(aliveFile());
  expect(await replayed()).toEqual(["one"]);
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.waitFor(() => expect(segments()).toHaveLength(1));
  await write(tail, "two");
  tail.close();
  expect(new Set(await replayed())).toEqual(new Set(["one", "two"]));
  expect(errors).toEqual([]);
});

test("a disk that refuses holds up no call, and has everything once it takes it", async () => {
  writeFileSync(directory, "");
  const tail = openTail();
  await write(tail, "one");
  await write(tail, "two");
  expect(errors).toHaveLength(1);
  rmSync(directory);
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.waitFor(() => expect(segments()).toHaveLength(1));
  await write(tail, "three");
  tail.close();
  expect(await replayed()).toEqual(["one", "two", "three"]);
});

test("a tail stays within its room: the oldest goes, and that is said", async () => {
  const tail = openTail(8_000);
  for (let index = 0; index < 40; index++) await write(tail, `call ${index}`);
  expect(segments().length).toBeLessThanOrEqual(8);
  expect(errors.join()).toContain("its oldest ends were dropped");
  tail.close();
  const names = await replayed();
  expect(names).toContain("call 39");
  expect(names).not.toContain("call 0");
});

/** A tail with one end, of a process of another container. @returns the file that it touches. */
async function tailOfAnotherContainer(): Promise<string> {
  mkdirSync(directory, { recursive: true });
  await write(openTail(), "one");
  const [segment = ""] = segments();
  writeFileSync(path.join(directory, "usage-elsewhere.1.tail"), textOf(segment));
  const alive = path.join(directory, "usage-elsewhere.alive");
  writeFileSync(alive, "1 100 pid:[1] another-boot");
  return alive;
}

test("whether a process of another container is gone is open until it touches its file or fails to", async () => {
  const alive = await tailOfAnotherContainer();
  const spool = new UsageSpool({ directory, maxBytes: 1_000_000 });
  const isWhole = async () => (await spool.replay(() => Promise.reject(new Error("taken")))).whole;
  expect(await isWhole()).toBe(false);
  utimesSync(alive, new Date(1), new Date(1));
  expect(await isWhole()).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await isWhole()).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await isWhole()).toBe(false);
  utimesSync(alive, new Date(2), new Date(2));
  expect(await isWhole()).toBe(true);
  await vi.advanceTimersByTimeAsync(GONE_AFTER_MS);
  await expect(isWhole()).rejects.toThrow("taken");
});

test("a process of another container counts as gone once it has not touched its file for a while", async () => {
  const alive = await tailOfAnotherContainer();
  const spool = new UsageSpool({ directory, maxBytes: 1_000_000 });
  expect(await replayed(spool)).toEqual([]);
  await vi.advanceTimersByTimeAsync(GONE_AFTER_MS);
  utimesSync(alive, new Date(1), new Date(1));
  expect(await replayed(spool)).toEqual([]);
  await vi.advanceTimersByTimeAsync(GONE_AFTER_MS - 1);
  expect(await replayed(spool)).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await replayed(spool)).toEqual(["one"]);
});
