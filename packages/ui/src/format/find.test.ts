import { expect, test } from "vitest";
import { find } from "./find.ts";

const items = [
  { id: "1", label: "GPT-4o mini", group: "Models", keywords: "openai/gpt-4o-mini" },
  { id: "2", label: "API keys", group: "Pages" },
  { id: "3", label: "Mini-batch", group: "Models" },
];
const ids = (words: string) => find(items, words).map(({ id }) => id);

test("every word must be there, in a name or in what it is also known by", () => {
  expect(ids("mini openai")).toEqual(["1"]);
  expect(ids("KEYS api")).toEqual(["2"]);
  expect(ids("nothing")).toEqual([]);
});

test("names that begin with the words come first, and groups stay together", () => {
  expect(ids("mini")).toEqual(["3", "1"]);
  expect(ids("")).toEqual(["1", "3", "2"]);
});

test("a page whose name was typed is first, whatever else has the word in it", () => {
  const pages = [
    { id: "connected", label: "Connected apps", group: "Customer" },
    { id: "directory", label: "Apps directory", group: "Public" },
    { id: "apps", label: "Apps", group: "Builder" },
  ];
  expect(find(pages, "apps").map(({ id }) => id)).toEqual(["apps", "directory", "connected"]);
  expect(find(pages, "").map(({ id }) => id)).toEqual(["connected", "directory", "apps"]);
});
