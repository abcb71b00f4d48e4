/** More rows than this are never on one screen. */
export const PAGE_SIZE = 50;

/** One page of a list that is known whole. */
export interface PageOf<Row> {
  readonly shown: readonly Row[];
  /** From 1 on; never beyond the last. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** The page an address asks for; the nearest there is for any other, the first for none. */
export function pageOf<Row>(rows: readonly Row[], asked: unknown): PageOf<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const wanted = Number.parseInt(String(asked ?? "1"), 10) || 1;
  const page = Math.min(pages, Math.max(1, wanted));
  return { shown: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), page, pages, total: rows.length };
}
