import { Card, CardHeader } from "@tollgate/ui/card";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Timestamp } from "@tollgate/ui/timestamp";
import { ChevronRight } from "lucide-react";
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
        <DeskItem
          key={item.id}
          href={itemHref?.(item)}
          who={item.who}
          what={words(item)}
          amountNano={item.amountNano}
          when={
            item.dueAt ? (
              <>
                answer by <Timestamp at={item.dueAt} show="date" />
              </>
            ) : (
              <Timestamp at={item.since} />
            )
          }
        />
      ))}
      {allHref ? <DeskMore count={more} href={allHref} /> : null}
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

type ItemProps = {
  href: string | undefined;
  who: string;
  what: string;
  amountNano?: bigint | null;
  when: ReactNode;
};

/** Something that waits: whose it is, what it is about, how much, and since or until when. */
export function DeskItem({ href, who, what, amountNano = null, when }: ItemProps) {
  return (
    <DeskRow href={href}>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{who}</span>
        <span className="block truncate text-ink-muted text-sm">{what}</span>
      </span>
      <span className="flex shrink-0 flex-col items-end">
        {amountNano === null ? null : <Money nano={amountNano} precision={2} />}
        <span className="text-ink-faint text-sm">{when}</span>
      </span>
    </DeskRow>
  );
}

/** The way to those that are not shown; nothing when all are. */
export function DeskMore({ count, href }: { count: number; href: string }) {
  if (count <= 0) return null;
  return (
    <DeskRow href={href}>
      <span className="text-accent-text">{count} more</span>
    </DeskRow>
  );
}

/** How many calls are in quarantine, as a sentence. */
export function quarantineWords(count: number): string {
  return `${count} ${count === 1 ? "call is" : "calls are"} in quarantine`;
}

/** How many of the processor's events failed, as a sentence. */
export function failedEventsWords(count: number): string {
  return `${count} ${count === 1 ? "event" : "events"} of the payment processor could not be taken`;
}

/** A line of a card; the whole of it leads where it leads. */
export function DeskRow({ href, children }: { href?: string; children: ReactNode }) {
  const content = <span className="flex min-w-0 flex-1 items-center justify-between gap-6">{children}</span>;
  return (
    <li>
      {href ? (
        <Link href={href} className="flex items-center gap-3 px-5 py-3 hover:bg-sunken dark:hover:bg-hover">
          {content}
          <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        </Link>
      ) : (
        <div className="flex px-5 py-3">{content}</div>
      )}
    </li>
  );
}
