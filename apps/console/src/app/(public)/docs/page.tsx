import { Link } from "@tollgate/ui/link";
import type { Metadata } from "next";
import { DOCS, docsHref } from "../../../docs/contents.ts";
import { Heading } from "../../../docs/prose.tsx";

export const metadata: Metadata = {
  title: "Documentation",
  description: "How calls are priced, charged and paid out, and what happens when something fails.",
  alternates: { canonical: "/docs" },
};

export default function DocsIndexPage() {
  return (
    <>
      <h1 className="font-semibold text-3xl">Documentation</h1>
      <p className="mt-3 max-w-prose text-ink-muted text-lg">
        What the marketplace promises to those who call models, build apps and serve them, in plain words.
      </p>
      {DOCS.map((chapter) => (
        <section key={chapter.title}>
          <Heading>{chapter.title}</Heading>
          <ul className="grid gap-3 sm:grid-cols-2">
            {chapter.pages.map((page) => (
              <li key={page.slug} className="relative rounded-lg border bg-surface px-5 py-4 hover:border-line-control">
                <Link
                  href={docsHref(page.slug)}
                  className="font-semibold text-accent-text text-lg after:absolute after:inset-0"
                >
                  {page.title}
                </Link>
                <p className="mt-1 text-ink-muted">{page.summary}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
