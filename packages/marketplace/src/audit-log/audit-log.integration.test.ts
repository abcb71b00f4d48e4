import { expect, test } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { renameWorkspace } from "../access/rename-workspace.ts";
import { closingChecklist } from "../payouts/closing-checklist.ts";
import { expectRefused, newDutyHolder, system } from "../testing/duties.ts";
import { newPerson, services, useVerbs } from "../testing/verbs.ts";
import { exportAuditEvents } from "./export-audit-events.ts";
import { listAuditEvents } from "./list-audit-events.ts";

useVerbs();

test("who did what is found by person, deed, day and what it was about, page by page and as a file", async () => {
  const [one, two] = [await newPerson("Grace"), await newPerson("Edsger")];
  await renameWorkspace(await one.ctx(), { workspaceId: one.workspaceId, name: "Renamed" });
  for (const name of ["a", "b", "=c"]) await createApiKey(await two.ctx(), { workspaceId: two.workspaceId, name });
  const ctx = await (await newDutyHolder("finance")).ctx();
  const renamed = await listAuditEvents(ctx, { who: "GRACE", action: "renameWorkspace" });
  expect(renamed.events).toEqual([
    expect.objectContaining({ actor: expect.objectContaining({ email: one.email }), workspaceName: "Renamed" }),
  ]);
  const first = await listAuditEvents(ctx, { about: two.workspaceId, action: "createApiKey", limit: 2 });
  const rest = await listAuditEvents(ctx, {
    about: two.workspaceId,
    action: "createApiKey",
    limit: 2,
    cursor: first.nextCursor,
  });
  expect([first.events.length, rest.events.length, rest.nextCursor]).toEqual([2, 1, null]);
  const today = services.now().toISOString().slice(0, 10);
  expect(
    (await listAuditEvents(ctx, { about: two.workspaceId, from: today, to: today })).events.length,
  ).toBeGreaterThan(3);
  expect((await listAuditEvents(ctx, { to: "2020-01-01" })).events).toEqual([]);
  let csv = "";
  for await (const piece of await exportAuditEvents(ctx, { action: "createApiKey", about: two.workspaceId }))
    csv += piece;
  expect(csv).toContain("# events,3\r\n# sha256,");
});

test("customers do not read the marketplace’s log", async () => {
  const ctx = await (await newPerson()).ctx();
  await expectRefused(
    [listAuditEvents(ctx, {}), exportAuditEvents(ctx, {}), closingChecklist(ctx, { month: "2026-10" })],
    "forbidden",
  );
});

test("the checklist of a month says what is still open in it", async () => {
  const open = async () => {
    const steps = await closingChecklist(system(), { month: "2026-10" });
    return steps.filter((one) => !one.isDone).map(({ step, open: count }) => [step, count]);
  };
  const before = await open();
  expect(before).toEqual([
    ["processor_asked", 0],
    ["audit_clean", 0],
  ]);
  await services.db.prisma.quarantinedCall.create({
    data: {
      ...{
        id: "0192e000-0000-7000-8000-000000000000",
        workspaceId: "wsp_x",
        reason: "malformed",
        detail: "",
        event: {},
      },
      createdAt: new Date("2026-10-05"),
    },
  });
  expect(await open()).toContainEqual(["quarantine_decided", 1]);
  const november = await closingChecklist(system(), { month: services.now().toISOString().slice(0, 7) });
  expect(november.find(({ step }) => step === "month_over")?.isDone).toBe(false);
});
