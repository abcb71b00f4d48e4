import { readFileSync } from "node:fs";
import { SchemaBook } from "./schema.ts";
import { SCHEMA_FILE } from "./schema-file.ts";

let book: SchemaBook | undefined;

/** The generated schemas, read once. */
export function schemaBook(): SchemaBook {
  book ??= SchemaBook.parse(JSON.parse(readFileSync(SCHEMA_FILE, "utf8")));
  return book;
}
