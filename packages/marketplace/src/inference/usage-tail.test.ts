import { expect, test } from "vitest";
import { UsageTail } from "./usage-tail.ts";

const ended = (callId: string) => ({
  callId,
  workspaceId: "wsp_1",
  holdNano: 0n,
  chargeNano: 0n,
  capKeys: [],
  openKeys: [],
  tokenKeys: [],
  tokensDifference: 0,
  event: "{}",
});

test("what is older than a minute is forgotten, what is younger is kept", () => {
  const tail = new UsageTail();
  for (let second = 0; second < 3600; second++) tail.add(ended(`${second}`), second * 1000);
  expect(tail.size).toBe(61);
});

test("memory stays bounded under load", () => {
  const tail = new UsageTail();
  for (let i = 0; i < 120_000; i++) tail.add(ended("call"), 1000);
  expect(tail.size).toBe(50_000);
});

test("while usage waits to be settled its ends are kept as long, also when Redis suddenly says that nothing waits", () => {
  let waitsMs = 0;
  const tail = new UsageTail(() => waitsMs);
  for (let second = 0; second <= 600; second++) {
    waitsMs = second * 1000;
    tail.add(ended(`${second}`), second * 1000);
  }
  expect(tail.size).toBe(601);
  waitsMs = 0;
  tail.add(ended("601"), 601_000);
  expect(tail.size).toBe(602);
  for (let second = 602; second <= 1800; second++) tail.add(ended(`${second}`), second * 1000);
  expect(tail.size).toBe(61);
});
