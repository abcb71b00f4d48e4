import { expect, test } from "vitest";
import { homePathOf } from "./home-path.ts";

const workspaces = [{ id: "wsp_1", slug: "acme", name: "Acme", role: "owner" as const }];

test("signing in leads to the person's own work", () => {
  expect(homePathOf({ workspaces, duties: [] })).toBe("/w/acme");
  expect(homePathOf({ workspaces, duties: ["finance"] })).toBe("/finance");
  expect(homePathOf({ workspaces: [], duties: ["operator"] })).toBe("/operator/endpoints");
  expect(homePathOf({ workspaces: [], duties: [] })).toBe("/");
});
