import { expect, test } from "vitest";
import { highlight } from "./highlight.ts";

const samples = [
  'const client = new OpenAI({ baseURL: "http://127.0.0.1:4401/v1" }); // one line',
  "curl https://x/v1 -H 'Content-Type: application/json' # why\n",
  'for chunk in stream:\n    print(chunk, end="")',
  '{"a": 1.5, "b": [true, null]}',
  "",
  'unfinished "string',
];

test.each(samples)("highlighting changes no character of %j", (code) => {
  expect(
    highlight(code)
      .map((token) => token.text)
      .join(""),
  ).toBe(code);
});

test("an address inside a string is not a comment", () => {
  expect(highlight('"http://x"')).toEqual([{ kind: "string", text: '"http://x"' }]);
});
