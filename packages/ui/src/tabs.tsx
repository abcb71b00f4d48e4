"use client";

import { Tabs as Radix } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";
import { classNames } from "./class-names.ts";
import { Link } from "./link.tsx";

const listStyle = "relative flex gap-5 overflow-x-auto border-b [scrollbar-width:none] print:hidden";
const tabStyle =
  "-mb-px shrink-0 whitespace-nowrap border-b-2 border-transparent px-0.5 forced-colors:border-[Canvas] pt-1 pb-2.5 font-medium text-ink-muted transition-colors hover:text-ink focus-visible:outline-offset-[-2px]";

export type Tab = { value: string; label: ReactNode; content: ReactNode };

/** Parts of one page that need no address of their own. */
export function Tabs({ tabs, label, defaultValue }: { tabs: readonly Tab[]; label: string; defaultValue?: string }) {
  return (
    <Radix.Root defaultValue={defaultValue ?? tabs[0]?.value}>
      <Radix.List aria-label={label} className={listStyle}>
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={classNames(
              tabStyle,
              "data-[state=active]:border-accent data-[state=active]:text-ink forced-colors:data-[state=active]:border-[Highlight]",
            )}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-5">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}

/** Tabs that are pages: each has an address, so that back and share work. Where they do not fit, the current one is in view. */
export function LinkTabs(props: {
  label: string;
  tabs: readonly { href: string; label: ReactNode; current: boolean }[];
}) {
  const list = useRef<HTMLElement>(null);
  const here = props.tabs.find(({ current }) => current)?.href;
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (list.current && tab)
      list.current.scrollLeft = tab.offsetLeft - (list.current.clientWidth - tab.offsetWidth) / 2;
  }, [here]);
  return (
    <nav ref={list} aria-label={props.label} className={listStyle}>
      {props.tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className={classNames(tabStyle, tab.current && "border-accent text-ink forced-colors:border-[Highlight]")}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
