import { expect, test } from "vitest";
import { requestSamples } from "./request-samples.ts";

const request = {
  model: "a/b",
  messages: [{ role: "user", content: "It's true, not None" }],
  temperature: 0,
  provider: { sort: "price", allow_fallbacks: true },
};
const code = (label: string) =>
  requestSamples("http://api.test", request).find((sample) => sample.label === label)?.code ?? "";

test("Python gets Python's words and our extensions in extra_body, and strings are left alone", () => {
  expect(code("Python")).toContain('extra_body={"provider": {"sort": "price", "allow_fallbacks": True}},');
  expect(code("Python")).toContain(`content": "It's true, not None"`);
});

test("curl survives an apostrophe in the text", () => {
  expect(code("curl")).toContain("It'\\''s true");
});

test("TypeScript sends exactly the request", () => {
  const sent = /create\((\{[\s\S]*\})\);/.exec(code("TypeScript"))?.[1] ?? "";
  expect(JSON.parse(sent)).toEqual(request);
});
