import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";

/** One JSON document on disk, replaced atomically so that a crash leaves the old or the new one, never half. */
export class JsonFile<Schema extends z.ZodType> {
  readonly #path: string;
  readonly #schema: Schema;
  #running: Promise<void> | undefined;
  #queued: Promise<void> | undefined;

  constructor(path: string, schema: Schema) {
    this.#path = path;
    this.#schema = schema;
  }

  /** The stored document, or the schema's reading of `{}` when there is none. Throws when the file is unreadable. */
  async load(): Promise<z.infer<Schema>> {
    let text = "{}";
    try {
      text = await readFile(this.#path, "utf8");
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) {
        throw error;
      }
    }
    try {
      return this.#schema.parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(`${this.#path} is damaged. Delete it to start with an empty sandbox.`, { cause });
    }
  }

  /** Writes the document as it is when the write begins; resolves when it is on disk. Calls in between share one write. */
  save(document: () => z.infer<Schema>): Promise<void> {
    this.#queued ??= (this.#running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        this.#running = this.#write(JSON.stringify(document()));
        return this.#running;
      });
    return this.#queued;
  }

  async #write(text: string): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const temporary = `${this.#path}.new`;
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, this.#path);
  }
}
