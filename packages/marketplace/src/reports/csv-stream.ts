import { createHash } from "node:crypto";
import { type CsvCell, writeLines } from "./csv-document.ts";

export interface CsvStream {
  readonly columns: readonly string[];
  /** Pieces of the rows, so that no more than one is in memory. */
  readonly rows: AsyncIterable<readonly (readonly CsvCell[])[]>;
  /** Closing lines: a name and a value each, asked for after the last row. */
  readonly controlTotals: () => Promise<readonly (readonly [string, CsvCell])[]>;
}

/** Writes the same file as `writeCsv`, in pieces. */
export async function* streamCsv({ columns, rows, controlTotals }: CsvStream): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const hashed = (piece: string) => {
    hash.update(piece);
    return piece;
  };
  yield hashed(writeLines([columns]));
  for await (const some of rows) if (some.length > 0) yield hashed(writeLines(some));
  yield hashed(writeLines((await controlTotals()).map(([name, value]) => [`# ${name}`, value])));
  yield `# sha256,${hash.digest("hex")}\r\n`;
}
