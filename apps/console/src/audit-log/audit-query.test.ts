import { expect, test } from "vitest";
import { auditHref, readAuditQuery } from "./audit-query.ts";

test("an address holds every filter and gives it back; days that are none do not narrow", () => {
  const query = { who: "Ada", action: "createApiKey", about: "wsp_1", from: "2026-11-01", to: "2026-11-30" };
  const params = Object.fromEntries(new URL(auditHref("/x", query), "https://x.test").searchParams);
  expect(readAuditQuery(params)).toEqual(query);
  expect(readAuditQuery({ from: "yesterday", to: "2026-99-99", who: "  " })).toEqual({
    who: null,
    action: null,
    about: null,
    from: null,
    to: null,
  });
});
