import { Link } from "@tollgate/ui/link";

type Props = {
  /** What is filtered by what, such as `Deliveries by state`. */
  label: string;
  links: readonly { href: string; word: string; here: boolean }[];
};

/** A list's filter with few choices, each of which is a link. */
export function FilterLinks({ label, links }: Props) {
  return (
    <nav aria-label={label} className="mb-4 flex flex-wrap gap-4 text-sm">
      {links.map(({ href, word, here }) => (
        <Link
          key={word}
          href={href}
          aria-current={here ? "true" : undefined}
          className={here ? "font-medium text-ink underline underline-offset-4" : "text-ink-muted hover:text-ink"}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
