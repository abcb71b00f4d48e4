import { expect, test } from "vitest";
import { readMarkdown, readSpans } from "./read-markdown.ts";

test("a reply is split into what models write", () => {
  const text = [
    "# Bridges",
    "They **hum** in",
    "the wind.",
    "",
    "1. one",
    "2. two",
    "- three",
    "",
    "| Way | Cost |",
    "|---|:-:|",
    "| ferry | 2 |",
    "```ts",
    "# no heading",
    "",
    "- no item",
    "```",
    "The end.",
  ].join("\n");
  expect(readMarkdown(text)).toEqual([
    { kind: "heading", text: "Bridges" },
    { kind: "paragraph", text: "They **hum** in\nthe wind." },
    { kind: "list", ordered: true, items: ["one", "two"] },
    { kind: "list", ordered: false, items: ["three"] },
    { kind: "table", head: ["Way", "Cost"], rows: [["ferry", "2"]] },
    { kind: "code", language: "ts", text: "# no heading\n\n- no item" },
    { kind: "paragraph", text: "The end." },
  ]);
});

test("code that is still arriving is code, and plain text stays as it was written", () => {
  expect(readMarkdown("```py\nprint(1)\nprin")).toEqual([{ kind: "code", language: "py", text: "print(1)\nprin" }]);
  expect(readMarkdown("a | b\n2 * 3 * 4")).toEqual([{ kind: "paragraph", text: "a | b\n2 * 3 * 4" }]);
  expect(readMarkdown("")).toEqual([]);
});

test("within a line only what is closed is set apart, and only addresses of the web are links", () => {
  expect(readSpans("use `a*b*c` **now** or *later*")).toEqual([
    { kind: "text", text: "use " },
    { kind: "code", text: "a*b*c" },
    { kind: "text", text: " " },
    { kind: "strong", text: "now" },
    { kind: "text", text: " or " },
    { kind: "emphasis", text: "later" },
  ]);
  expect(readSpans("2 * 3 * 4 and **open")).toEqual([{ kind: "text", text: "2 * 3 * 4 and **open" }]);
  expect(readSpans("[here](https://example.test/a)")).toEqual([
    { kind: "link", text: "here", href: "https://example.test/a" },
  ]);
  expect(readSpans("[run](javascript:alert(1))")).toEqual([{ kind: "text", text: "[run](javascript:alert(1))" }]);
});

test("nothing that was written is lost, wherever a reply is cut while it arrives", () => {
  const text = "# 1\n\n**2** + `3`\n- 4\n\n```x\n5\n```\n6";
  const digitsOf = (said: string) => said.replaceAll(/\D/g, "");
  for (let end = 0; end <= text.length; end++) {
    const shown = readMarkdown(text.slice(0, end)).map((block) => JSON.stringify(block));
    expect(digitsOf(shown.join(""))).toBe(digitsOf(text.slice(0, end)));
  }
});
