import { expect, test } from "vitest";
import { homePathOf } from "./home-path.ts";

const workspaces = [{ id: "wsp_1", slug: "acme", name: "Acme", role: "owner" as const }];
const viewer = { workspaces, duties: [], secondFactorDue: false };

test("signing in leads to the person's own work", () => {
  expect(homePathOf(viewer)).toBe("/w/acme");
  expect(homePathOf({ ...viewer, duties: ["finance"] })).toBe("/finance");
  expect(homePathOf({ ...viewer, workspaces: [], duties: ["operator"] })).toBe("/operator");
  expect(homePathOf({ ...viewer, workspaces: [] })).toBe("/");
});

test("staff whose second factor is due are led to set it up first", () => {
  expect(homePathOf({ ...viewer, duties: ["finance"], secondFactorDue: true })).toBe("/sign-in/set-up");
});
