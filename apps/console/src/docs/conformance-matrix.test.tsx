import { listConformance } from "@tollgate/api/list-conformance";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ConformanceMatrix } from "./conformance-matrix.tsx";

test("every pairing has its cell, with what is refused or left out beside it", () => {
  const [chat] = listConformance();
  const html = renderToStaticMarkup(<ConformanceMatrix label="Requests" rows={chat?.asked ?? []} />);
  expect(html.match(/<tr/g)).toHaveLength((chat?.asked.length ?? 0) + 1);
  expect(html.match(/<td/g)).toHaveLength((chat?.asked.length ?? 0) * 7);
  expect(html).toContain("Left out");
  expect(html).toContain("parallel_tool_calls");
});
