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
