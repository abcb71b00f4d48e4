import { Button } from "@tollgate/ui/button";

/** Something to begin with. Each shows another strength: explaining, code, structure. */
const STARTERS = [
  "Explain double-entry bookkeeping to a ten-year-old",
  "Write a SQL query for the ten customers who bought most last month",
  "Compare three ways to cache an API reply, as a table",
];

/** Offers first questions; a pick is only written into the message, since asking costs money. */
export function Starters({ onPick }: { onPick: (text: string) => void }) {
  return (
    <ul aria-label="Something to begin with" className="flex flex-wrap gap-2 p-1 pb-2">
      {STARTERS.map((starter) => (
        <li key={starter} className="min-w-0">
          <Button
            size="sm"
            className="h-auto whitespace-normal py-1 text-left font-normal text-ink-muted"
            onClick={() => onPick(starter)}
          >
            {starter}
          </Button>
        </li>
      ))}
    </ul>
  );
}
