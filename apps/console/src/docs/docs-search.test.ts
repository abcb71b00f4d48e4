import { listApiErrors } from "@tollgate/api/list-api-errors";
import { beforeAll, expect, test, vi } from "vitest";
import { DOCS, docsHref } from "./contents.ts";
import { type DocsPassage, docsPassages } from "./docs-passages.ts";
import { excerptOf, type SearchDocs, searchOfDocs } from "./search-docs.ts";
import { SETTLEMENT_ROWS } from "./settlement-rows.ts";

const reference = vi.hoisted(() => [
  {
    name: "Chat",
    operations: [
      {
        id: "createChatCompletion",
        method: "POST",
        path: "/v1/chat/completions",
        summary: "A conversation carried on",
        access: "key",
        parameters: [],
        fields: [{ name: "temperature", type: "number", required: false, description: "How daring" }],
        example: {},
        isForm: false,
        answers: "The answer",
        streams: true,
      },
    ],
  },
]);
vi.mock("server-only", () => ({}));
vi.mock("../env.ts", () => ({ env: () => ({ API_URL: "https://api.example", CONSOLE_URL: "https://example" }) }));
vi.mock("../trpc/server.tsx", () => ({ api: async () => ({}) }));
vi.mock("../models/sample-model.ts", () => ({ sampleModelOf: async () => "author/model" }));
vi.mock("../market/load-market.ts", () => ({
  loadPricing: async () => ({ ownKey: null, cached: null }),
}));
vi.mock("../api-reference/load-reference.ts", () => ({ loadReference: async () => reference }));

let passages: readonly DocsPassage[];
let search: SearchDocs;
beforeAll(async () => {
  passages = await docsPassages();
  search = searchOfDocs(passages);
});
const hrefs = (words: string) => search(words).map(({ href }) => href);

test("every page is found by its title", () => {
  for (const { slug, title } of DOCS.flatMap((chapter) => chapter.pages)) {
    expect(hrefs(title), title).toContain(docsHref(slug));
  }
});

test("a passage has an address of its own, and says something", () => {
  expect(new Set(passages.map(({ href }) => href)).size).toBe(passages.length);
  expect(passages.filter(({ heading }) => heading === "")).toEqual([]);
  expect(passages.length).toBeGreaterThan(200);
});

test("errors, promises, paths of the API and their fields are found, each where it stands", () => {
  for (const { code } of listApiErrors()) expect(hrefs(code), code).toContain(`/docs/errors#${code}`);
  for (const { happened } of SETTLEMENT_ROWS) expect(search(happened)[0]?.heading).toBe(happened);
  expect(hrefs("/v1/chat/completions")).toContain("/docs/api#createChatCompletion");
  expect(hrefs("temperature")).toContain("/docs/api#createChatCompletion-field-temperature");
});

test("a word may be begun, one or many, misspelt, and part of a question", () => {
  expect(hrefs("budgets")).toEqual(hrefs("budget"));
  expect(hrefs("budgets")[0]).toMatch(/^\/docs\/budgets/);
  expect(hrefs("idempot")[0]).toMatch(/^\/docs\/idempotent-calls/);
  expect(hrefs("webhoks")[0]).toMatch(/^\/docs\/webhooks/);
  expect(hrefs("How do I rotate a key?").slice(0, 3)).toContain("/docs/keys");
});

test("what holds every word comes alone; else what holds any; else nothing", () => {
  expect(
    hrefs("ollama").every((href) => /ollama/i.test(JSON.stringify(passages.find((one) => one.href === href)))),
  ).toBe(true);
  expect(hrefs("passkey zzzzzz")).toEqual(hrefs("passkey"));
  expect(hrefs("zzzzzz")).toEqual([]);
});

test("text inside sentences, samples and links is read, and nothing twice", () => {
  const quickStart = passages.filter(({ page }) => page === "Quick start");
  expect(quickStart[1]).toMatchObject({ href: "/docs/quick-start#three-steps", heading: "Three steps" });
  expect(quickStart[1]?.text).toMatch(/^Open an account and buy credit\./);
  expect(quickStart[1]?.text).toContain("https://api.example/v1");
  expect(quickStart.some(({ text }) => text.includes("Next"))).toBe(false);
});

test("an excerpt is the line around the first word that is found", () => {
  const text = "Calls are charged when they end, and a refund comes back to the credit it came from.";
  expect(excerptOf(text, ["credit", "refund"])).toEqual({
    before: "…charged when they end, and a ",
    found: "refund",
    after: " comes back to the credit it came from.",
  });
  expect(excerptOf("Short.", ["absent"])).toEqual({ before: "Short.", found: "", after: "" });
});
