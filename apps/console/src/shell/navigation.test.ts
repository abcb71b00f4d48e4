import { expect, test } from "vitest";
import { isCurrent, navigationFor } from "./navigation.ts";
import type { Viewer } from "./viewer.ts";

const user = { id: "usr_1", name: "A", email: "a@example.test" };
const viewer: Viewer = { user, workspaces: [], duties: [], secondFactorDue: false };
const titles = (duties: Viewer["duties"], slug?: string) =>
  navigationFor({ ...viewer, duties }, slug).map((section) => section.title ?? "Use");

test("only those with the duty are shown finance and operator work", () => {
  expect(titles([], "acme")).toEqual(["Use", "Build", "Provide", "Workspace"]);
  expect(titles(["finance"])).toEqual(["Finance"]);
  expect(titles(["finance", "operator"], "acme")).toEqual([
    "Use",
    "Build",
    "Provide",
    "Workspace",
    "Finance",
    "Operate",
  ]);
});

test("exactly one item is current on any page of the sidebar, and below it", () => {
  const items = navigationFor({ ...viewer, duties: ["finance", "operator"] }, "acme").flatMap(
    (section) => section.items,
  );
  for (const { href, exact } of items) {
    expect(items.filter((item) => isCurrent(item, href))).toHaveLength(1);
    if (!exact) expect(items.filter((item) => isCurrent(item, `${href}/x`))).toHaveLength(1);
  }
});
