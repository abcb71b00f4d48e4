"use client";

import { CornerDownLeft, type LucideIcon, Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { type Findable, find } from "./format/find.ts";
import { useOpener } from "./use-opener.ts";

/** `excerpt` is a second line: where the words were found. */
export type FinderItem = Findable & { icon?: LucideIcon; detail?: ReactNode; excerpt?: ReactNode };

export type FinderProps = {
  title: string;
  placeholder: string;
  items: readonly FinderItem[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (item: FinderItem) => void;
  /** What the words themselves may mean, such as an id; offered above the matches. */
  suggest?: (words: string) => readonly FinderItem[];
  /** What a search of its own finds for the words, best first; offered below the matches. */
  more?: (words: string) => readonly FinderItem[];
  /** Said in place of "nothing matches" while there is still something to wait for. */
  waiting?: string;
  /** What could not be loaded and is therefore not found; said below the matches, with a way to ask again. */
  fault?: FinderFault;
};

export type FinderFault = { text: string; onRetry: () => void };

/** Finds one thing among many by typing: words narrow, arrows move, Enter chooses. */
export function Finder({ title, open, onOpenChange, ...rest }: FinderProps) {
  const opener = useOpener();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade-in bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={opener.remember}
          onCloseAutoFocus={opener.giveBack}
          className="fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[min(38rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-hidden rounded-lg border bg-raised shadow-lg focus:outline-hidden"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          <Matches {...rest} onChosen={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type MatchesProps = Omit<FinderProps, "title" | "open" | "onOpenChange"> & { onChosen: () => void };

function Matches({ placeholder, items, onChoose, onChosen, suggest, more, waiting, fault }: MatchesProps) {
  const [words, setWords] = useState("");
  const [active, setActive] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const asked = words.trim();
  const matches: readonly FinderItem[] = [...(suggest?.(asked) ?? []), ...find(items, words), ...(more?.(asked) ?? [])];
  const choose = (item: FinderItem | undefined) => {
    if (!item) return;
    onChosen();
    onChoose(item);
  };
  const move = (to: number) => {
    const next = (to + matches.length) % Math.max(1, matches.length);
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const act = {
      ArrowDown: () => move(active + 1),
      ArrowUp: () => move(active - 1),
      Enter: () => choose(matches[active]),
    };
    const handler = act[event.key as keyof typeof act];
    if (!handler) return;
    event.preventDefault();
    handler();
  };
  return (
    <>
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        <input
          ref={field}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={matches.length > 0 ? `${id}-${active}` : undefined}
          aria-label={placeholder}
          placeholder={placeholder}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 w-full bg-transparent text-lg outline-none placeholder:text-ink-faint"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Matches" className="overflow-y-auto p-1.5">
        {matches.map((item, index) => (
          <Match
            key={item.id}
            item={item}
            id={`${id}-${index}`}
            index={index}
            active={index === active}
            heading={item.group !== matches[index - 1]?.group ? item.group : undefined}
            onPoint={() => setActive(index)}
            onChoose={() => choose(item)}
          />
        ))}
      </div>
      {matches.length === 0 && !fault ? (
        <p role="status" className="px-4 pt-3 pb-6 text-center text-ink-muted">
          {waiting ?? `Nothing matches “${asked}”. Try fewer or other words.`}
        </p>
      ) : null}
      {fault ? <Fault {...fault} onAsked={() => field.current?.focus()} /> : null}
    </>
  );
}

/** The button goes when it is used, so the field takes the caret back. */
function Fault({ text, onRetry, onAsked }: FinderFault & { onAsked: () => void }) {
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t bg-caution-soft px-4 py-2.5">
      <p role="status" className="text-caution-text text-sm">
        {text}
      </p>
      <Button
        size="sm"
        onClick={() => {
          onRetry();
          onAsked();
        }}
      >
        Try again
      </Button>
    </div>
  );
}

type MatchProps = {
  item: FinderItem;
  id: string;
  index: number;
  active: boolean;
  heading?: string;
  onPoint: () => void;
  onChoose: () => void;
};

function Match({ item, id, index, active, heading, onPoint, onChoose }: MatchProps) {
  const Icon = item.icon;
  return (
    <>
      {heading ? <p className="px-2.5 pt-2 pb-1 font-medium text-ink-faint text-xs">{heading}</p> : null}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard, as the combobox pattern asks */}
      <div
        role="option"
        id={id}
        tabIndex={-1}
        aria-selected={active}
        data-index={index}
        onPointerMove={onPoint}
        onClick={onChoose}
        className={classNames(
          "flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 max-sm:min-h-11",
          active && "bg-hover forced-colors:outline-2 forced-colors:-outline-offset-2",
        )}
      >
        {Icon ? <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-faint" /> : null}
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2.5">
            <span className="min-w-0 flex-1 truncate">{item.label}</span>
            {item.detail ? (
              <span className="tabular max-w-1/2 shrink-0 truncate text-ink-faint text-sm">{item.detail}</span>
            ) : null}
          </span>
          {item.excerpt ? <span className="block truncate text-ink-muted text-sm">{item.excerpt}</span> : null}
        </span>
        <CornerDownLeft
          aria-hidden="true"
          className={classNames("size-3.5 shrink-0 text-ink-faint", !active && "invisible")}
        />
      </div>
    </>
  );
}
