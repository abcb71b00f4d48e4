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
