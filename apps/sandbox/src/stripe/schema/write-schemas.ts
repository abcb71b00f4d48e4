import { writeFileSync } from "node:fs";
import { readDeclarations } from "./read-declarations.ts";
import { SCHEMA_FILE } from "./schema-file.ts";

writeFileSync(SCHEMA_FILE, `${JSON.stringify(readDeclarations())}\n`);
