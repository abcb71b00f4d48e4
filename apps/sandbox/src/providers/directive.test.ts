import { expect, test } from "vitest";
import { extractDirective, parseDirective } from "./directive.ts";

test.each([
  ['{"tokens":5,"hold":true}'],
  [encodeURIComponent('{"tokens":5,"hold":true}')],
  ["tokens=5&hold=true"],
  ["hold, tokens=5"],
])("every notation reads the same: %s", (source) => {
  expect(parseDirective(source, "demo-harbor")).toEqual({ kind: "script", directive: { tokens: 5, hold: true } });
});

test("an unknown or malformed field is refused instead of ignored", () => {
  expect(parseDirective('{"token":5}', "demo-harbor").kind).toBe("bad");
  expect(parseDirective("{not json", "demo-harbor").kind).toBe("bad");
  expect(parseDirective("status=200", "demo-harbor").kind).toBe("bad");
});

test("only_provider keeps a script away from other providers", () => {
  const source = '{"status":503,"only_provider":["demo-harbor","demo-weir"]}';
  expect(parseDirective(source, "demo-weir").kind).toBe("script");
  expect(parseDirective(source, "demo-meadow").kind).toBe("none");
});

test("a directive is taken out of the text it stands in", () => {
  expect(extractDirective('Hello [[sandbox {"tokens":2}]] there')).toEqual({
    text: "Hello  there",
    source: '{"tokens":2}',
  });
  expect(extractDirective("Hello [[sandbox]]")).toEqual({ text: "Hello [[sandbox]]", source: undefined });
});
