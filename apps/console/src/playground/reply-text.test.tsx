import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ReplyText } from "./reply-text.tsx";

test("a reply is set as headings, lists, tables and code, and its own tags stay letters", () => {
  const html = renderToStaticMarkup(
    <ReplyText
      text={"# Ways\n1. **one**\n\n| a | b |\n|--|--|\n| `c` | d |\n\n```ts\nlet x;\n```\n<img src=x onerror=y>"}
    />,
  );
  for (const part of ["<h3", "<ol", "<strong", "<table", "<pre"]) expect(html).toContain(part);
  expect(html).toContain("&lt;img src=x onerror=y&gt;");
  expect(html).not.toContain("<img");
});
