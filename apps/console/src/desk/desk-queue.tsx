import { Card, CardHeader } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Timestamp } from "@tollgate/ui/timestamp";
import type { ReactNode } from "react";
import type { Outputs } from "../trpc/outputs.ts";

type Queue = Outputs["finance"]["desk"]["disputes"];
type Item = Queue["items"][number];

type Props = {
  title: string;
  hint: string;
  queue: Queue;
  /** What an item says beside its name. */
  words: (item: Item) => string;
  /** Where an item leads; one without a page of its own leads nowhere. */
  itemHref?: (item: Item) => string;
  /** Where all of them are. */
  allHref?: string;
};

/** Some of what waits, oldest first, with a way to all of it; nothing when nothing waits. */
export function DeskQueue({ title, hint, queue, words, itemHref, allHref }: Props) {
  if (queue.count === 0) return null;
  const more = queue.count - queue.items.length;
  return (
    <DeskCard title={title} hint={hint} count={queue.count}>
      {queue.items.map((item) => (
        <DeskRow key={item.id} href={itemHref?.(item)}>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{item.who}</span>
            <span className="block truncate text-ink-muted text-sm">{words(item)}</span>
          </span>
          <span className="flex shrink-0 flex-col items-end">
            {item.amountNano === null ? null : <Money nano={item.amountNano} precision={2} />}
            <span className="text-ink-faint text-sm">
              {item.dueAt ? (
                <>
                  answer by <Timestamp at={item.dueAt} show="date" />
                </>
              ) : (
                <Timestamp at={item.since} />
              )}
            </span>
          </span>
        </DeskRow>
      ))}
      {more > 0 && allHref ? (
        <DeskRow href={allHref}>
          <span className="text-accent-text">{more} more</span>
        </DeskRow>
      ) : null}
    </DeskCard>
  );
}

type CardProps = { title: string; hint: string; count?: number; children: ReactNode };

export function DeskCard({ title, hint, count, children }: CardProps) {
  return (
    <Card>
      <CardHeader
        title={
          <>
            {title} {count === undefined ? null : <span className="tabular text-ink-faint">{count}</span>}
          </>
        }
        hint={hint}
      />
      <ul className="divide-y border-t">{children}</ul>
    </Card>
  );
}

/** A line of a card; the whole of it leads where it leads. */
export function DeskRow({ href, children }: { href?: string; children: ReactNode }) {
  const style = "flex items-center justify-between gap-6 px-5 py-3";
  return (
    <li>
      {href ? (
        <Link href={href} className={`${style} hover:bg-sunken dark:hover:bg-hover`}>
          {children}
        </Link>
      ) : (
        <div className={style}>{children}</div>
      )}
    </li>
  );
}
