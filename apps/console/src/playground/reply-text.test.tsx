import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ReplyText } from "./reply-text.tsx";

const drawn = (text: string) => renderToStaticMarkup(<ReplyText text={text} />);

test("a reply is set as headings, lists, tables and code, and its own tags stay letters", () => {
  const html = drawn(
    "# Ways\n1. **one**\n   - _under it_\n\n| a | b |\n|--|--|\n| `c` | d |\n\n```ts\nlet x;\n```\n<img src=x onerror=y>",
  );
  for (const part of ["<h3", "<ol", "<ul", "<strong", "<em>under it</em>", "<table", "<pre", ">ts<"])
    expect(html).toContain(part);
  expect(html).toContain("&lt;img src=x onerror=y&gt;");
  expect(html).not.toContain("<img");
});

test("only addresses of the web are links, and pictures are not fetched", () => {
  expect(drawn("[here](https://example.test/a)")).toContain('href="https://example.test/a"');
  for (const address of ["javascript:alert(1)", "/w/acme/billing", "data:text/html,x"]) {
    const html = drawn(`[run](${address})`);
    expect(html).toContain("run");
    expect(html).not.toContain("<a");
  }
  const picture = drawn("![A bridge](https://example.test/b.png)");
  expect(picture).toContain(">A bridge</a>");
  expect(picture).not.toContain("<img");
});

test("nothing that was written is lost, wherever a reply is cut while it arrives", () => {
  const text = "# 1\n\n**2** + `3`\n- 4\n\n```x\n5\n```\n6";
  const digitsOf = (said: string) => said.replaceAll(/\D/g, "");
  const textOf = (html: string) => html.replaceAll(/<button.*?<\/button>|<[^>]*>/gs, "");
  for (let end = 0; end <= text.length; end++)
    expect(digitsOf(textOf(drawn(text.slice(0, end))))).toBe(digitsOf(text.slice(0, end)));
});
