import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ProcessGroup } from "./process-group.ts";
import { startProcess } from "./tied-process.ts";
import { waitUntilReady } from "./wait-until.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), "tollgate-process-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

const node = (name: string, script: string) =>
  startProcess({ name, command: [process.execPath, "-e", script], logFile: path.join(dir, `${name}.log`) });

test("a part that dies is named together with its last words", async () => {
  const group = new ProcessGroup();
  group.keep(node("worker", "console.log('out of paper'); process.exitCode = 3;"));
  await expect(group.crashed).rejects.toThrow(/worker ended unexpectedly \(code 3\).*\nout of paper/);
});

test("a program that may leave is started again, and once more, and is ended with the others", async () => {
  const group = new ProcessGroup();
  const script = "console.log('up'); setInterval(() => {}, 1000);";
  let starts = 0;
  const told: string[] = [];
  const thirdStart = Promise.withResolvers<void>();
  const start = () => {
    starts += 1;
    if (starts === 3) thirdStart.resolve();
    return node(`console-${starts}`, starts < 3 ? "process.exit(0)" : script);
  };
  group.keepStarting(start, { settledMs: 0, tell: (sentence) => told.push(sentence) });
  await Promise.race([thirdStart.promise, group.crashed]);
  await group.stop();
  expect(told).toEqual(["console-1", "console-2"].map((name) => `${name} left by itself and is started again.`));
});

test("a program that leaves at once, or with an error, is not started again", async () => {
  for (const [script, settledMs] of [
    ["process.exit(0)", 60_000],
    ["process.exit(1)", 0],
  ] as const) {
    const group = new ProcessGroup();
    group.keepStarting(() => node("broken", script), { settledMs, tell: () => expect.unreachable() });
    await expect(group.crashed).rejects.toThrow(/broken ended unexpectedly \(code [01]\)/);
  }
});

test("stopping ends every part, also one that ignores the request", async () => {
  const stubborn = node("stubborn", "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000);");
  await waitUntilReady(stubborn, async () => readFileSync(stubborn.logFile, "utf8").includes("up"));
  await stubborn.stop(50);
  expect(await stubborn.ended).toBe("signal SIGKILL");
});

test("waiting for a part that has ended gives up at once", async () => {
  const broken = node("broken", "process.exit(1)");
  await expect(waitUntilReady(broken, async () => false)).rejects.toThrow(/broken ended unexpectedly \(code 1\)/);
});

test("killing the parent ends what it started", async () => {
  const start = `
    const { startProcess } = await import(${JSON.stringify(path.join(import.meta.dirname, "tied-process.ts"))});
    const child = startProcess({ name: "child", command: ["sleep", "600"], logFile: ${JSON.stringify(`${dir}/child.log`)} });
    console.log("pid", child.pid);
    setInterval(() => {}, 1000);`;
  const parent = startProcess({
    name: "parent",
    command: [process.execPath, "--input-type=module", "-e", start],
    logFile: path.join(dir, "parent.log"),
  });
  const printed = () => /pid (\d+)/.exec(readFileSync(parent.logFile, "utf8"))?.[1];
  await waitUntilReady(parent, async () => printed() !== undefined);
  const child = Number(printed());
  process.kill(parent.pid, "SIGKILL");
  await expect.poll(() => isAlive(child), { timeout: 5000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
