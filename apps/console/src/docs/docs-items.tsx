import type { FinderItem } from "@tollgate/ui/finder";
import { BookOpen } from "lucide-react";
import { DOCS, docsHref } from "./contents.ts";
import type { DocsMatch } from "./search-docs.ts";

/** The contents, chapter by chapter, for a finder that nothing was typed into yet. */
export const DOCS_PAGES: readonly FinderItem[] = DOCS.flatMap((chapter) =>
  chapter.pages.map(({ slug, title }) => ({
    id: docsHref(slug),
    label: title,
    icon: BookOpen,
    group: chapter.title,
  })),
);

/** A passage that was found: its heading, the page it is in, and the words in their line. */
export function docsItem({ href, heading, page, excerpt: { before, found, after } }: DocsMatch): FinderItem {
  return {
    id: href,
    label: heading,
    detail: heading === page ? undefined : page,
    icon: BookOpen,
    group: "Documentation",
    excerpt: (
      <>
        {before}
        <mark className="bg-transparent font-medium text-accent-text">{found}</mark>
        {after}
      </>
    ),
  };
}
