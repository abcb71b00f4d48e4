"use client";

import { useState } from "react";
import { classNames } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";
import { highlight, type TokenKind } from "./format/highlight.ts";

const TOKEN: Record<TokenKind, string> = {
  plain: "",
  comment: "text-ink-faint",
  string: "text-accent-text",
  keyword: "text-leg-provider",
  number: "text-caution-text",
};

export type CodeSample = { label: string; code: string };

/** Code to take away: one sample or one per language, always with a copy button. */
export function CodeBlock({ samples, className }: { samples: readonly CodeSample[]; className?: string }) {
  const [chosen, setChosen] = useState(0);
  const sample = samples[chosen] ?? samples[0];
  if (!sample) return null;
  return (
    <figure className={classNames("min-w-0 overflow-hidden rounded-lg border bg-surface shadow-xs", className)}>
      <figcaption className="flex h-10 items-center justify-between gap-3 border-b bg-sunken pr-2 pl-1.5">
        <fieldset className="flex gap-0.5">
          <legend className="sr-only">Language</legend>
          {samples.map((one, index) => (
            <button
              key={one.label}
              type="button"
              aria-pressed={index === chosen}
              onClick={() => setChosen(index)}
              className={classNames(
                "rounded-sm px-2 py-1 font-medium text-sm",
                index === chosen ? "text-ink" : "text-ink-faint hover:text-ink",
                index === chosen && samples.length > 1 && "bg-surface shadow-xs dark:bg-hover",
              )}
            >
              {one.label}
            </button>
          ))}
        </fieldset>
        <CopyButton text={sample.code} label="Copy code" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto p-4 font-mono text-sm leading-relaxed" translate="no">
        <code>
          {highlight(sample.code).map((token, index) => (
            <span key={index} className={TOKEN[token.kind]}>
              {token.text}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  );
}
