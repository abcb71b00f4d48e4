import { Link } from "@tollgate/ui/link";
import type { ReactNode } from "react";
import { type DocsPage, docsHref, docsNeighbours, docsPage } from "./contents.ts";

/** A page of the documentation: its title from the contents, its text, and where to read on. */
export function DocsArticle({ slug, children }: { slug: string; children: ReactNode }) {
  const { title, summary } = docsPage(slug);
  const { previous, next } = docsNeighbours(slug);
  return (
    <article className="min-w-0">
      <h1 className="font-semibold text-3xl">{title}</h1>
      <p className="mt-3 max-w-prose text-ink-muted text-lg">{summary}</p>
      {children}
      <footer className="mt-16 grid gap-3 border-t pt-6 sm:grid-cols-2">
        {previous ? <Neighbour page={previous} word="Previous" /> : <span className="max-sm:hidden" />}
        {next ? <Neighbour page={next} word="Next" /> : null}
      </footer>
    </article>
  );
}

function Neighbour({ page, word }: { page: DocsPage; word: string }) {
  return (
    <Link href={docsHref(page.slug)} className="rounded-lg border bg-surface px-4 py-3 hover:border-line-control">
      <span className="block text-ink-faint text-sm">{word}</span>
      <span className="font-medium text-accent-text">{page.title}</span>
    </Link>
  );
}
