import { pino } from "pino";
import { expect, test } from "vitest";
import { stopInTime } from "./stop-in-time.ts";

/** Stops, and reads what was logged meanwhile. */
async function stopped(stop: () => Promise<void>, withinMs: number) {
  const lines: unknown[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { code: await stopInTime(stop, { withinMs, log }), lines };
}

test("a worker that stops well ends with 0 and has nothing to say", async () => {
  expect(await stopped(async () => undefined, 60_000)).toEqual({ code: 0, lines: [] });
});

test("a worker that fails to stop ends with 1 and says what failed", async () => {
  const failing = () => Promise.reject(new Error("Redis is away"));
  expect(await stopped(failing, 60_000)).toMatchObject({
    code: 1,
    lines: [{ level: 50, err: { type: "Error", message: "Redis is away", stack: expect.stringContaining("at ") } }],
  });
});

test("a worker that never comes to its end is not waited for beyond its time, and says so", async () => {
  expect(await stopped(() => new Promise(() => undefined), 5)).toMatchObject({
    code: 1,
    lines: [{ level: 50, withinMs: 5, msg: expect.stringContaining("did not stop in time") }],
  });
});
