"use client";

import { Card } from "@tollgate/ui/card";
import { IconButton } from "@tollgate/ui/icon-button";
import { ChevronDown, Code, RotateCcw, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { costSoFar } from "./cost-so-far.ts";
import type { PlaygroundModel } from "./playground-model.ts";
import { ReplyView } from "./reply-view.tsx";
import type { Turn } from "./turns.ts";

type Props = {
  slug: string;
  model: PlaygroundModel | undefined;
  turns: readonly Turn[];
  busy: boolean;
  onPick: () => void;
  onRemove?: () => void;
  onAgain: () => void;
  onCode: () => void;
};

/** One model's side of the playground. */
export function ModelColumn({ slug, model, turns, busy, onPick, onRemove, onAgain, onCode }: Props) {
  const end = useRef<HTMLDivElement>(null);
  const length = turns.length;
  useEffect(() => {
    if (length > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [length]);
  return (
    <Card className="flex min-h-80 min-w-0 flex-col" aria-label={model?.name ?? "No model"}>
      <header className="flex items-center gap-1 border-b px-2 py-1.5">
        <button
          type="button"
          onClick={onPick}
          className="flex min-w-0 items-center gap-1.5 rounded-md px-2 py-1 text-left hover:bg-hover max-sm:py-2"
        >
          <span className="truncate font-medium">{model?.name ?? "Choose a model"}</span>
          <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        </button>
        <span className="ml-auto flex">
          <IconButton label="Ask again" size="sm" disabled={busy || length === 0} onClick={onAgain}>
            <RotateCcw />
          </IconButton>
          <IconButton label="Copy as code" size="sm" disabled={!model} onClick={onCode}>
            <Code />
          </IconButton>
          {onRemove ? (
            <IconButton label={`Remove ${model?.name ?? "model"}`} size="sm" onClick={onRemove}>
              <X />
            </IconButton>
          ) : null}
        </span>
      </header>
      <div className="flex flex-1 flex-col gap-4 p-4" aria-live="polite" aria-busy={busy}>
        {length === 0 ? <Intro model={model} /> : null}
        {turns.map((turn, index) =>
          turn.role === "user" ? (
            <div key={index} className="max-w-[90%] self-end rounded-lg bg-accent-soft px-3 py-2">
              {turn.images.map((url) => (
                // biome-ignore lint/performance/noImgElement: a data URL the person has just chosen has nothing to optimise
                <img key={url.slice(-40)} src={url} alt="What you attached" className="mb-2 max-h-40 rounded-md" />
              ))}
              <p className="whitespace-pre-wrap break-words">{turn.text}</p>
            </div>
          ) : (
            <ReplyView
              key={index}
              slug={slug}
              reply={turn}
              soFarNano={model && index === length - 1 ? costSoFar(turns, model) : null}
            />
          ),
        )}
        <div ref={end} />
      </div>
    </Card>
  );
}

function Intro({ model }: { model: PlaygroundModel | undefined }) {
  if (!model) return <p className="m-auto text-ink-faint">Choose a model to talk to.</p>;
  return (
    <div className="m-auto max-w-72 py-8 text-center text-ink-muted">
      <p>{model.lead}</p>
      <p className="tabular mt-2 text-ink-faint text-sm">{model.price}</p>
    </div>
  );
}
