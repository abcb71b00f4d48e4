import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endedCall as ended, nameOfEnded } from "../testing/ended-call.ts";
import { UsageSpool } from "./usage-spool.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "spool-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const spool = (maxBytes = 1_000_000) => new UsageSpool({ directory, maxBytes });

async function replayed(by: UsageSpool) {
  const calls: string[] = [];
  const result = await by.replay(async (ends) => void calls.push(...ends.map(nameOfEnded)));
  return { calls, ...result };
}

test("another process replays what one wrote, to the nano and once", async () => {
  const writer = spool();
  await Promise.all(["one", "two", "three"].map((id) => writer.append(ended(id))));
  const taken: unknown[] = [];
  await spool().replay(async (ends) => void taken.push(...ends));
  expect(taken).toEqual(["one", "two", "three"].map(ended));
  expect((await replayed(spool())).calls).toEqual([]);
  await writer.append(ended("four"));
  expect((await replayed(writer)).calls).toEqual(["four"]);
  expect(readdirSync(directory)).toEqual([]);
});

test("what the stores do not take stays on disk", async () => {
  const writer = spool();
  await writer.append(ended("one"));
  await expect(writer.replay(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect((await replayed(spool())).calls).toEqual(["one"]);
});

test("a torn end costs only itself", async () => {
  await spool().append(ended("whole"));
  const [file = ""] = readdirSync(directory);
  appendFileSync(path.join(directory, file), "12345678 hal");
  expect(await replayed(spool())).toEqual({ calls: ["whole"], replayed: 1, damaged: 0, whole: true });
  expect(readdirSync(directory)).toEqual([]);
});

test("a disk that refuses a write means full, and what waited is written whole once it takes it", async () => {
  rmSync(directory, { recursive: true });
  writeFileSync(directory, "");
  const writer = spool();
  await expect(writer.append(ended("one"))).rejects.toThrow("EEXIST");
  expect(writer.full).toBe(true);
  await expect(writer.retry()).rejects.toThrow("EEXIST");
  rmSync(directory);
  await writer.append(ended("two"));
  expect(writer.full).toBe(false);
  expect((await replayed(spool())).calls).toEqual(["one", "two"]);
});

test("a damaged line is kept for a person and blocks nobody", async () => {
  const writer = spool();
  await writer.append(ended("one"));
  await writer.append(ended("two"));
  const [file = ""] = readdirSync(directory);
  const text = readFileSync(path.join(directory, file), "utf8");
  writeFileSync(path.join(directory, file), text.replace('"key":"key_one"', '"key":"key_eno"'));
  expect(await replayed(spool())).toEqual({ calls: ["two"], replayed: 1, damaged: 1, whole: true });
  expect(readdirSync(directory)).toEqual([expect.stringMatching(/damaged$/)]);
  expect((await replayed(spool())).calls).toEqual([]);
});

test("a file that another process has just taken is not known to be settled", async () => {
  await spool().append(ended("one"));
  await spool().append(ended("two"));
  const [first = "", second = ""] = readdirSync(directory).sort();
  const takenByAnother = path.join(directory, `${second}.another.claimed`);
  const { whole } = await spool().replay(async () => renameSync(path.join(directory, second), takenByAnother));
  expect(whole).toBe(false);
  expect(readdirSync(directory)).not.toContain(first);
  expect(await replayed(spool())).toMatchObject({ replayed: 1, whole: true });
});

test("a full spool says so, still takes the ends of open calls, and has room again after a replay", async () => {
  const writer = spool(100);
  expect(writer.full).toBe(false);
  await writer.append(ended("one"));
  expect(writer.full).toBe(true);
  await writer.append(ended("two"));
  expect((await replayed(writer)).calls).toEqual(["one", "two"]);
  expect(writer.full).toBe(false);
});

test("lines are neither lost nor torn while others take the file", async () => {
  const writer = spool();
  const taken = new Set<string>();
  const take = async () => (await replayed(spool())).calls.forEach((id) => void taken.add(id));
  const wanted = Array.from({ length: 10 }, (_, index) => `call ${index}`);
  let writing = true;
  const taking = (async () => {
    while (writing) {
      await take();
      await pause(2);
    }
  })();
  try {
    for (const id of wanted) await writer.append(ended(id));
  } finally {
    writing = false;
    await taking;
  }
  await take();
  expect([...taken].sort()).toEqual(wanted.toSorted());
});

test("a line of an earlier version is read as before", async () => {
  const { holdNano, chargeNano, ...rest } = ended("old");
  const text = JSON.stringify({ ...rest, holdNano: `${holdNano}`, chargeNano: `${chargeNano}` });
  writeFileSync(path.join(directory, "usage-1.spool"), `${crc32(text).toString(16).padStart(8, "0")} ${text}\n`);
  const taken: unknown[] = [];
  await spool().replay(async (ends) => void taken.push(...ends));
  expect(taken).toEqual([ended("old")]);
});
