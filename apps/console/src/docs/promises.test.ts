import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { FAULT_ROWS } from "./fault-rows.ts";
import { SERVICE_ROWS } from "./service-rows.ts";
import { SETTLEMENT_ROWS } from "./settlement-rows.ts";

/** Names of the tests of a file of the proxy, in order. */
function testNames(file: string): string[] {
  const source = readFileSync(path.join(import.meta.dirname, "../../../inference-proxy/src", file), "utf8");
  return [...source.matchAll(/^ {2}it\("(.+)", async/gm)].map(([, name]) => name ?? "");
}

test("every line of the settlement matrix is a test of the proxy, and every such test a line", () => {
  expect(testNames("settlement-matrix.integration.test.ts")).toEqual(SETTLEMENT_ROWS.map((row) => row.happened));
});

test("every path of the proxy that asks no conversation of a model is in the table, and every line is such a path", () => {
  const source = readFileSync(path.join(import.meta.dirname, "../../../inference-proxy/src/post-routes.ts"), "utf8");
  const answered = [...source.matchAll(/^ {2}"(\/v1\/[a-z/]+)": \{ kind: "answer"/gm)].map(([, found]) => found ?? "");
  const conversations = ["/v1/chat/completions", "/v1/responses", "/v1/messages"];
  expect(answered.filter((one) => !conversations.includes(one)).toSorted()).toEqual(
    SERVICE_ROWS.map((row) => row.path).toSorted(),
  );
});

test("every line of the fault table is a test of the proxy, and every such test a line", () => {
  const tests = ["redis-faults.integration.test.ts", "faults.integration.test.ts"].flatMap(testNames);
  expect(tests).toEqual(FAULT_ROWS.map((row) => row.fault));
});
