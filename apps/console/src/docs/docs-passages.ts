import type { ReactNode } from "react";
import { DOCS, docsHref } from "./contents.ts";
import { readPassages } from "./read-passages.ts";

/** A passage as the browser searches it. */
export interface DocsPassage {
  readonly href: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

interface PageModule {
  readonly default: () => ReactNode | Promise<ReactNode>;
}

/** Every passage of every page of the documentation, in reading order. */
export async function docsPassages(): Promise<DocsPassage[]> {
  const pages = await Promise.all(DOCS.flatMap((chapter) => chapter.pages).map(passagesOf));
  return pages.flat();
}

async function passagesOf({ slug, title }: (typeof DOCS)[number]["pages"][number]): Promise<DocsPassage[]> {
  const { default: page }: PageModule = await import(`../app/(public)/docs/${slug}/page.tsx`);
  const passages = await readPassages(await page(), title);
  return passages.map(({ anchor, heading, text }) => ({
    href: docsHref(slug) + (anchor ? `#${anchor}` : ""),
    page: title,
    heading,
    text,
  }));
}
