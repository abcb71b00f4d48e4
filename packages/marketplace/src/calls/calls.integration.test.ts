import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { afterEach, expect, test } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { listApiKeys } from "../access/list-api-keys.ts";
import { rollUpCalls } from "../roll-ups/roll-up-calls.ts";
import { newPerson, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { exportCalls } from "./export-calls.ts";
import { getCallReceipt } from "./get-call-receipt.ts";
import { getOverview } from "./get-overview.ts";
import { listCalls } from "./list-calls.ts";

useVerbs();
afterEach(() => setClock(null));

const NOW = new Date("2026-11-20T12:00:00Z");
const HOUR_MS = 3_600_000;

interface Past {
  readonly person: Person;
  readonly keyId: string;
  readonly callIds: readonly string[];
}

/** A person with a key and calls so many hours ago, newest first. */
async function withCalls(hoursAgo: readonly number[]): Promise<Past> {
  setClock(NOW);
  const person = await newPerson("Caller");
  const { workspaceId } = person;
  const { key } = await createApiKey(await person.ctx(), {
    workspaceId,
    name: "=cmd|' /C calc'!A0",
    limitReset: "daily",
  });
  const callIds = hoursAgo.map((hours) => callIdAt(NOW.getTime() - hours * HOUR_MS));
  await settleCalls(
    services.db.pool,
    callIds.map((callId) => ({
      ...settlementRow(callId, { workspaceId, legs: [1_000n, 50n, 0n] }),
      keyId: key.id,
      priceVersionId: null,
    })),
  );
  return { person, keyId: key.id, callIds };
}

test("calls are listed newest first, page by page, without gap or repetition", async () => {
  const { person, callIds } = await withCalls([1, 2, 3, 4, 5]);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listCalls(await person.ctx(), { workspaceId: person.workspaceId, cursor, limit: 2 });
    seen.push(...page.calls.map((call) => call.id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(callIds);
});

test("calls are found by key, model and time", async () => {
  const { person, keyId, callIds } = await withCalls([1, 5, 9]);
  const { workspaceId } = person;
  const ctx = await person.ctx();
  const found = async (filter: object) =>
    (await listCalls(ctx, { workspaceId, ...filter })).calls.map((call) => callIds.indexOf(call.id));
  expect(await found({ keyId, modelId: "acme/echo-1" })).toEqual([0, 1, 2]);
  expect(await found({ keyId: "key_other" })).toEqual([]);
  expect(await found({ appId: "app_other" })).toEqual([]);
  const at = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);
  expect(await found({ from: at(9), to: at(1) })).toEqual([1, 2]);
});

test("a receipt shows legs, versions and attempts, under either form of its id", async () => {
  const { person, callIds } = await withCalls([1]);
  const { workspaceId } = person;
  const callId = callIds[0] ?? "";
  const receipt = await getCallReceipt(await person.ctx(), { workspaceId, callId });
  expect(receipt).toMatchObject({
    chargeNano: 1_050n,
    outcome: "completed",
    lines: [
      { bucket: "input", units: 1000 },
      { bucket: "output", units: 200 },
    ],
    versions: { fee: { id: "fee_initial", basisPoints: 500 }, margin: null },
    attempts: [{ result: "served", status: 200 }],
  });
  const again = await getCallReceipt(await person.ctx(), { workspaceId, callId: receipt.generationId });
  expect(again.id).toBe(callId);
  for (const wrong of ["gen-0", callIdAt(0), "'; DROP TABLE call; --"])
    await expect(getCallReceipt(await person.ctx(), { workspaceId, callId: wrong })).rejects.toMatchObject({
      code: "not_found",
    });
});

test("the overview adds up the last thirty UTC days of this workspace alone", async () => {
  await withCalls([1]);
  const { person, keyId } = await withCalls([1, 2, 30, 29 * 24, 31 * 24]);
  await rollUpCalls(services);
  const overview = await getOverview(await person.ctx(), { workspaceId: person.workspaceId });
  expect(overview).toMatchObject({ calls: 4, spentNano: 4_200n, failedCalls: 0, activeKeys: 1, connectedApps: 0 });
  expect(overview.byDay).toHaveLength(30);
  expect(overview.byDay.at(-1)).toEqual({ day: "2026-11-20", spentNano: 2_100n, calls: 2 });
  expect(overview.byDay.at(-2)).toEqual({ day: "2026-11-19", spentNano: 1_050n, calls: 1 });
  expect(overview.byDay[0]).toEqual({ day: "2026-10-22", spentNano: 1_050n, calls: 1 });
  expect(overview.byModel).toMatchObject([{ id: "acme/echo-1", calls: 4 }]);
  expect(overview.byKey).toMatchObject([{ id: keyId, calls: 4, spentNano: 4_200n }]);
  expect(overview.credit.paidNano).toBe(-5n * 1_050n);
});

test("an empty workspace has an overview of zeros", async () => {
  const person = await newPerson("Quiet");
  const overview = await getOverview(await person.ctx(), { workspaceId: person.workspaceId });
  expect(overview).toMatchObject({ calls: 0, spentNano: 0n, byModel: [], byKey: [] });
  expect(overview.byDay).toHaveLength(30);
});

test("keys show what was spent in all and in the window of their limit", async () => {
  const { person } = await withCalls([1, 2, 48]);
  const [key] = await listApiKeys(await person.ctx(), { workspaceId: person.workspaceId });
  expect(key).toMatchObject({
    calls: 3,
    spentNano: 3_150n,
    spentInWindowNano: 2_100n,
    lastUsedAt: new Date(NOW.getTime() - HOUR_MS),
    windowEndsAt: new Date("2026-11-21T00:00:00Z"),
  });
});

test("an export holds every call once, with exact amounts and nothing a spreadsheet would run", async () => {
  const { person, callIds } = await withCalls([1, 2, 3]);
  const pieces = await exportCalls(await person.ctx(), { workspaceId: person.workspaceId });
  let text = "";
  for await (const piece of pieces) text += piece;
  const [header, ...lines] = text.trimEnd().split("\r\n");
  expect(header).toContain("charge_nano_usd,charge_usd");
  expect(lines).toHaveLength(callIds.length);
  expect(lines[0]).toContain(",1050,0.00000105,");
  expect(text).toContain("'=cmd");
  expect(text).not.toMatch(/(^|,)"?=/m);
});

test("a stranger's export is refused before its first byte", async () => {
  const [{ person }, stranger] = [await withCalls([1]), await newPerson("Stranger")];
  const asked = exportCalls(await stranger.ctx(), { workspaceId: person.workspaceId });
  await expect(asked).rejects.toMatchObject({ code: "not_found" });
});
