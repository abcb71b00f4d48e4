import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../local/paths.ts";

/** One wrong line in the code of money, and the narrowest tests that must notice. */
export interface Mutation {
  /** What the code does wrong, as a sentence says it. */
  readonly name: string;
  /** A source file, or a function of the database, which is mutated where it was last defined. */
  readonly in: string | { readonly sqlFunction: string };
  /** Stands exactly once in the file, or in the function. */
  readonly from: string;
  readonly to: string;
  readonly project: "unit" | "integration";
  readonly tests: readonly string[];
}

export interface Place {
  /** Of the repository. */
  readonly file: string;
  readonly text: string;
  /** Where the text to replace begins. */
  readonly at: number;
}

/** Finds the text a mutation replaces in a checkout. @throws Error when it is not there, or more than once: the list has to follow the code. */
export function placeOf(mutation: Mutation, root = repositoryRoot): Place {
  const { file, start, end, text } = scopeOf(mutation.in, root);
  const scope = text.slice(start, end);
  const at = scope.indexOf(mutation.from);
  if (at < 0) throw new Error(`"${mutation.name}": ${file} does not have the text to replace`);
  if (scope.indexOf(mutation.from, at + 1) >= 0)
    throw new Error(`"${mutation.name}": ${file} has the text to replace more than once`);
  return { file, text, at: start + at };
}

/** The file with its wrong line. */
export function mutated(mutation: Mutation, root = repositoryRoot): { readonly file: string; readonly text: string } {
  const { file, text, at } = placeOf(mutation, root);
  return { file, text: text.slice(0, at) + mutation.to + text.slice(at + mutation.from.length) };
}

function scopeOf(place: Mutation["in"], root: string): { file: string; text: string; start: number; end: number } {
  if (typeof place === "string") {
    const text = readFileSync(path.join(root, place), "utf8");
    return { file: place, text, start: 0, end: text.length };
  }
  const opening = new RegExp(`CREATE (?:OR REPLACE )?FUNCTION ${place.sqlFunction}\\(`, "g");
  for (const file of globSync("prisma/migrations/*/migration.sql", { cwd: root }).toSorted().toReversed()) {
    const text = readFileSync(path.join(root, file), "utf8");
    const definitions = [...text.matchAll(opening)].map(({ index: start }) => {
      const body = text.indexOf("$$", start);
      return { file, text, start, end: text.indexOf("$$", body + 2) };
    });
    // One of another signature that only calls the function is kept for programs of the version before.
    const last = definitions.findLast(
      ({ start, end }) => !text.slice(start, end).includes(`SELECT ${place.sqlFunction}(`),
    );
    if (last) return last;
  }
  throw new Error(`no migration defines the function ${place.sqlFunction}`);
}
