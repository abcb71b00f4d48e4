import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Attention } from "./attention.tsx";

const grant = (state: string, effectiveAt: string | null) => ({
  state,
  app: { name: "Inkwell" },
  proposed: effectiveAt === null ? null : { effectiveAt: new Date(effectiveAt) },
});
const html = (...grants: ReturnType<typeof grant>[]) =>
  renderToStaticMarkup(<Attention slug="mine" grants={grants} alerts={[]} runningOut={false} usedUp={false} />);

test("a customer is told of a higher margin from the day it is announced, and of what waits once it is due", () => {
  const announced = html(grant("active", "2026-12-14T00:00:00Z"));
  expect(announced).toContain("Inkwell has announced a higher margin.");
  expect(announced).toContain('href="/w/mine/connected-apps"');
  expect(html(grant("consent_required", "2026-12-14T00:00:00Z"))).toContain("waits for your consent");
  expect(html(grant("revoked", "2026-12-14T00:00:00Z"), grant("active", null))).toBe("");
});
