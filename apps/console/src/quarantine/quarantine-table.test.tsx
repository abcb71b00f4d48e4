import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { QuarantineTable } from "./quarantine-table.tsx";

const LINE = {
  ...{ id: "01a22cd2-71d3-7000-8000-000000000001", reason: "unpriced_unit", detail: "no price for search" },
  ...{ createdAt: new Date(0), resolvedAt: null, resolution: null },
};
const html = (workspaceId: string, workspaceName: string) =>
  renderToStaticMarkup(<QuarantineTable lines={[{ ...LINE, workspaceId, workspaceName }]} footer={null} />);

test("a workspace is named and leads to what operators know of it, with its id on hover", () => {
  const named = html("wsp_1", "Inkwell Studio");
  expect(named).toContain(">Inkwell Studio<");
  expect(named).toContain('href="/operator/search?q=wsp_1"');
  expect(named).toContain('title="wsp_1"');
  expect(html("", "")).toContain(">Unknown<");
});
