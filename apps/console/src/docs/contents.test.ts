import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { DOCS, docsNeighbours, docsPage } from "./contents.ts";

const pagesFolder = path.join(import.meta.dirname, "../app/(public)/docs");
const slugs = DOCS.flatMap((chapter) => chapter.pages.map((page) => page.slug));

test("the contents list every page once, and nothing that does not exist", () => {
  const folders = readdirSync(pagesFolder).filter((name) => existsSync(path.join(pagesFolder, name, "page.tsx")));
  expect(slugs.toSorted()).toEqual(folders.toSorted());
});

test("reading on leads through every page", () => {
  for (const [index, slug] of slugs.entries()) {
    expect(docsPage(slug).slug).toBe(slug);
    expect(docsNeighbours(slug).next?.slug).toBe(slugs[index + 1]);
    expect(docsNeighbours(slug).previous?.slug).toBe(slugs[index - 1]);
  }
});
