import type { ConformanceCell, ConformanceRow } from "@tollgate/api/list-conformance";
import { Ban, Check, CornerDownRight, Download, Minus } from "lucide-react";

const DIALECT_NAMES: Readonly<Record<string, string>> = {
  "openai-chat": "OpenAI chat",
  "openai-responses": "Responses",
  "anthropic-messages": "Anthropic",
  "gemini-generate": "Gemini",
  "bedrock-converse": "Bedrock",
  "cohere-chat": "Cohere",
  "ollama-chat": "Ollama",
};

const LOOKS = {
  carried: { Icon: Check, tone: "text-positive-text", label: "Carried" },
  "carried as bytes": { Icon: Download, tone: "text-positive-text", label: "Fetched" },
  refused: { Icon: Ban, tone: "text-critical-text", label: "Refused" },
  "left out": { Icon: CornerDownRight, tone: "text-caution-text", label: "Left out" },
  "no word": { Icon: Minus, tone: "text-ink-faint", label: "No word" },
  "not told": { Icon: Minus, tone: "text-ink-faint", label: "Not sent" },
} as const;

/** The sign of an outcome and its name. */
export function Outcome({ outcome }: { outcome: ConformanceCell["outcome"] }) {
  const { Icon, tone, label } = LOOKS[outcome];
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium ${tone}`}>
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      {label}
    </span>
  );
}

/** Features by the API that an endpoint speaks. On a phone it scrolls sideways below its row headings. */
export function ConformanceMatrix({ label, rows }: { label: string; rows: readonly ConformanceRow[] }) {
  const dialects = rows[0]?.cells.map(({ dialect }) => dialect) ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must reach it
    <section aria-label={label} tabIndex={0} className="mt-4 overflow-x-auto rounded-lg border bg-surface shadow-xs">
      <table className="w-full border-separate border-spacing-0 text-left text-sm">
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 border-b bg-sunken px-3 py-2 font-medium text-ink-muted">
              Feature
            </th>
            {dialects.map((dialect) => (
              <th key={dialect} scope="col" className="border-b bg-sunken px-3 py-2 font-medium text-ink-muted">
                {DIALECT_NAMES[dialect] ?? dialect}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ feature, cells }) => (
            <tr key={feature} className="*:border-b last:*:border-b-0">
              <th scope="row" className="sticky left-0 min-w-36 bg-surface px-3 py-2 font-medium">
                {feature}
              </th>
              {cells.map((cell) => (
                <td key={cell.dialect} className="px-3 py-2 align-top">
                  <Outcome outcome={cell.outcome} />
                  {cell.named !== null && (
                    <span className="mt-0.5 block max-w-40 break-words text-ink-muted text-xs" translate="no">
                      {cell.named}
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
