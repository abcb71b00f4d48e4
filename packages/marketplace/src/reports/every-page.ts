/** Every page of a list that is read by cursor, one after the other. @param read reads the page after a cursor, the first for `null`. */
export async function* everyPage<Page extends { readonly nextCursor: string | null }>(
  read: (cursor: string | null) => Promise<Page>,
): AsyncGenerator<Page> {
  let cursor: string | null = null;
  do {
    const page: Page = await read(cursor);
    yield page;
    cursor = page.nextCursor;
  } while (cursor);
}

/** Which page of rows to read. */
export interface PlaceInList {
  /** What `placeOf` said of the last row of the page before; `null` for the first page. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** So many rows of a download are in memory at a time. */
const ROWS_AT_A_TIME = 500;

/** Every page of a list whose next page begins after the last row of this one. @param read reads at most `limit` rows. */
export async function* everyPageAfter<Row>(
  read: (place: PlaceInList) => Promise<Row[]>,
  placeOf: (row: Row) => string,
): AsyncGenerator<Row[]> {
  let cursor: string | null = null;
  for (;;) {
    const page: Row[] = await read({ cursor, limit: ROWS_AT_A_TIME });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < ROWS_AT_A_TIME) return;
    cursor = placeOf(last);
  }
}

/** The place of a row in a list that knows its rows by id. */
export function idOf({ id }: { readonly id: string }): string {
  return id;
}
