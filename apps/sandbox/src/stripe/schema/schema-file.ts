/** Where the generated schemas are kept. `pnpm schemas` in this package writes them anew after the `stripe` package has changed. */
export const SCHEMA_FILE = new URL("./generated/schemas.json", import.meta.url);
