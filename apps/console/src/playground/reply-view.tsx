import { formatCount, formatDuration } from "@tollgate/ui/format/number";
import { Link } from "@tollgate/ui/link";
import { Money } from "@tollgate/ui/money";
import { Notice } from "@tollgate/ui/notice";
import { Wrench } from "lucide-react";
import { lazy, Suspense } from "react";
import type { AssistantTurn } from "./turns.ts";

const NANO_PER_USD = 1e9;

/** What sets a reply is larger than the rest of the playground, and comes after it. */
const ReplyText = lazy(async () => ({ default: (await import("./reply-text.tsx")).ReplyText }));

type Props = {
  slug: string;
  reply: AssistantTurn;
  /** About what it has cost while it arrives; `null` before and after. */
  soFarNano: bigint | null;
};

/** A model's reply as it grows, and what it took once it is there. */
export function ReplyView({ slug, reply, soFarNano }: Props) {
  const empty =
    reply.text === "" && reply.reasoning === "" && reply.toolCalls.length === 0 && reply.pictures.length === 0;
  return (
    <div className="flex flex-col gap-2">
      {reply.reasoning ? (
        <details className="rounded-md bg-sunken px-3 py-2 text-ink-muted text-sm" open={reply.text === ""}>
          <summary className="cursor-default font-medium">Reasoning</summary>
          <p className="mt-1.5 whitespace-pre-wrap break-words">{reply.reasoning}</p>
        </details>
      ) : null}
      {reply.text ? (
        <Suspense fallback={<p className="whitespace-pre-wrap break-words leading-relaxed">{reply.text}</p>}>
          <ReplyText text={reply.text} />
        </Suspense>
      ) : null}
      {reply.pictures.map((url, place) => (
        // biome-ignore lint/performance/noImgElement: the picture is in the answer itself, there is nothing to load or resize.
        <img
          key={url.slice(-64)}
          src={url}
          alt={`What the model made, ${place + 1}`}
          className="max-h-96 max-w-full self-start rounded-md border"
        />
      ))}
      {reply.toolCalls.map((call) => (
        <figure key={call.id} className="rounded-md border px-3 py-2">
          <figcaption className="flex items-center gap-2 font-medium text-sm">
            <Wrench aria-hidden="true" className="size-3.5 text-ink-faint" /> {call.name}
          </figcaption>
          <pre className="mt-1 whitespace-pre-wrap break-all font-mono text-ink-muted text-sm">{call.arguments}</pre>
        </figure>
      ))}
      {reply.state === "waiting" ? <p className="animate-shimmer text-ink-faint">Waiting for the first word…</p> : null}
      {reply.error ? <Notice tone="critical">{reply.error}</Notice> : null}
      {reply.state === "stopped" ? (
        <p className="text-ink-faint text-sm">
          {empty ? "Stopped before anything arrived; nothing is charged." : "Stopped. What had arrived is charged."}
        </p>
      ) : null}
      {reply.state === "done" && empty && !reply.error ? (
        <p className="text-ink-faint text-sm">The model answered with nothing; nothing is charged.</p>
      ) : null}
      {reply.state === "waiting" ? null : <ReplyFacts slug={slug} reply={reply} soFarNano={soFarNano} />}
    </div>
  );
}

function ReplyFacts({ slug, reply, soFarNano }: Props) {
  const { cost, firstContentMs, durationMs } = reply;
  const seconds = firstContentMs === null || durationMs === null ? 0 : (durationMs - firstContentMs) / 1000;
  return (
    <p className="tabular flex flex-wrap items-center gap-x-3 gap-y-0.5 text-ink-faint text-sm">
      {reply.provider ? <span>{reply.provider}</span> : null}
      {firstContentMs === null ? null : (
        <span title="Until the first word">{formatDuration(firstContentMs)} to first word</span>
      )}
      {cost ? (
        <span>
          {formatCount(cost.promptTokens)} → {formatCount(cost.completionTokens)} tokens
        </span>
      ) : null}
      {cost && seconds > 0.05 ? <span>{formatCount(Math.round(cost.completionTokens / seconds))} tokens/s</span> : null}
      {cost ? <ReplyCost totalUsd={cost.totalUsd} /> : null}
      {!cost && soFarNano !== null ? (
        <span title="Counted from its letters at the lowest price; the receipt has the exact cost.">
          about <Money nano={soFarNano} /> so far
        </span>
      ) : null}
      {reply.generationId && reply.state !== "streaming" ? (
        <Link
          href={`/w/${slug}/calls/${reply.generationId}`}
          className="text-accent-text underline-offset-4 hover:underline"
        >
          Receipt
        </Link>
      ) : null}
    </p>
  );
}

function ReplyCost({ totalUsd }: { readonly totalUsd: number | null }) {
  if (totalUsd === null)
    return <span title="A unit of it has no price yet. The receipt will have the cost.">Not priced yet</span>;
  return <Money nano={BigInt(Math.round(totalUsd * NANO_PER_USD))} className="font-medium text-ink-muted" />;
}
