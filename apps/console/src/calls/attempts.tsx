import { Badge } from "@tollgate/ui/badge";
import { Card, CardBody, CardHeader } from "@tollgate/ui/card";
import { classNames } from "@tollgate/ui/class-names";
import { formatDuration } from "@tollgate/ui/format/number";
import { attemptWords, orderWords, passedOverWords } from "./attempt-words.ts";
import type { Receipt } from "./receipt-charge.tsx";

type Route = Receipt["attempts"][number]["route"];

/** Why the endpoints came in this order, and who was left out. */
function RouteWords({ route }: { route: Route }) {
  if (!route) return null;
  const { order, passedOver } = route;
  return (
    <p className="mb-4 text-ink-muted text-sm">
      {orderWords(order)}
      {passedOver.length > 0
        ? ` Not asked: ${passedOver.map(({ provider, reason }) => `${provider} (${passedOverWords(reason)})`).join(", ")}.`
        : null}
    </p>
  );
}

/** Who was asked, in order, drawn along the time the whole call took. */
export function Attempts({ receipt }: { receipt: Receipt }) {
  const { attempts } = receipt;
  const tried = attempts.reduce((sum, attempt) => sum + attempt.durationMs, 0);
  const wholeMs = Math.max(receipt.durationMs, tried, 1);
  let startMs = Math.max(0, receipt.durationMs - tried);
  const drawn = attempts.map((attempt) => {
    const from = attempt.afterMs ?? startMs;
    startMs = from + attempt.durationMs;
    return { ...attempt, leftPercent: (from / wholeMs) * 100, widthPercent: (attempt.durationMs / wholeMs) * 100 };
  });
  return (
    <Card>
      <CardHeader
        title="Attempts"
        hint={
          attempts.length > 1
            ? "Each provider that failed, or was long in connecting, was replaced by the next before the first word."
            : "The provider that was asked, along the time the call took."
        }
      />
      <CardBody>
        {drawn.length === 0 ? <p className="text-ink-muted">No provider was asked.</p> : null}
        <RouteWords route={attempts[0]?.route} />
        <ol className="flex flex-col gap-4">
          {drawn.map((attempt, index) => {
            const { word, served } = attemptWords(attempt.result);
            const unused = attempt.result === "outrun";
            return (
              <li key={`${attempt.endpointId}-${index}`}>
                <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                  <span className="flex min-w-0 items-center gap-2">
                    <span className="tabular text-ink-faint text-sm">{index + 1}</span>
                    <span className="truncate font-medium">{attempt.providerSlug}</span>
                    <Badge tone={served ? "positive" : unused ? "neutral" : "critical"}>{word}</Badge>
                    {attempt.hedge ? (
                      <Badge tone="outline">
                        <span title="Dialled beside the one before it, whose connection was long in coming. The request was sent once.">
                          Hedge
                        </span>
                      </Badge>
                    ) : null}
                    {attempt.status === null ? null : (
                      <span className="tabular text-ink-faint text-sm">HTTP {attempt.status}</span>
                    )}
                  </span>
                  <span className="tabular text-ink-muted text-sm">
                    {attempt.tools ? `${attempt.tools.valid} of ${attempt.tools.calls} tool calls valid · ` : null}
                    {formatDuration(attempt.durationMs)}
                  </span>
                </div>
                <div aria-hidden="true" className="telling-colour mt-1.5 h-1.5 overflow-hidden rounded-full bg-hover">
                  <div
                    className={classNames(
                      "h-full min-w-1 rounded-full",
                      served ? "bg-accent" : unused ? "bg-ink-faint" : "bg-critical",
                    )}
                    style={{ marginLeft: `${attempt.leftPercent}%`, width: `${attempt.widthPercent}%` }}
                  />
                </div>
              </li>
            );
          })}
        </ol>
      </CardBody>
    </Card>
  );
}
