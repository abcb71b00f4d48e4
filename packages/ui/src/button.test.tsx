import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Button } from "./button.tsx";

test("a busy button cannot be pressed and keeps the focus: a disabled one would lose it", () => {
  const busy = renderToStaticMarkup(<Button busy>Save</Button>);
  expect(busy).toContain('aria-disabled="true"');
  expect(busy).not.toMatch(/ disabled=/);
  expect(renderToStaticMarkup(<Button disabled>Save</Button>)).toMatch(/ disabled=/);
});
