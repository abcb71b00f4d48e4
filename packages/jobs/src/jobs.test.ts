import { expect, test } from "vitest";
import { JOBS } from "./jobs.ts";
import { CONCURRENCY, QUEUES } from "./queues.ts";

test("job names are unique and their queues exist", () => {
  const jobs = Object.values(JOBS);
  expect(new Set(jobs.map((job) => job.name)).size).toBe(jobs.length);
  for (const job of jobs) expect(QUEUES).toContain(job.queue);
});

test("every queue has a job and a concurrency", () => {
  for (const queue of QUEUES) {
    expect(Object.values(JOBS).some((job) => job.queue === queue)).toBe(true);
    expect(CONCURRENCY[queue]).toBeGreaterThan(0);
  }
});
