import { expect, test } from "vitest";
import { system } from "../testing/duties.ts";
import { services, useVerbs } from "../testing/verbs.ts";
import { ensurePartitions } from "./ensure-partitions.ts";

useVerbs();

test("partitions of the coming months are made once", async () => {
  await ensurePartitions(services);
  expect(await ensurePartitions(system())).toBe(0);
});
