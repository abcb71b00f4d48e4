import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { inRepository, repositoryRoot } from "../../local/paths.ts";
import { type Mutation, mutated } from "./mutation.ts";

const GENERATED = "packages/db/src/generated";

/** A copy of the sources in a folder of its own, which is mutated instead of the checkout. Libraries stay where they are. */
export class MutatedCopy {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
    const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: repositoryRoot,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    for (const file of files.split("\0").filter((name) => name !== "" && existsSync(inRepository(name)))) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      cpSync(inRepository(file), path.join(root, file));
    }
    cpSync(inRepository(GENERATED), path.join(root, GENERATED), { recursive: true });
    this.#linkLibraries();
  }

  /** Puts the wrong line in. @returns what takes it out again. */
  apply(mutation: Mutation): () => void {
    const { file, text } = mutated(mutation, this.root);
    const whole = readFileSync(path.join(this.root, file));
    writeFileSync(path.join(this.root, file), text);
    return () => writeFileSync(path.join(this.root, file), whole);
  }

  /** Links between packages lead into the copy, since they are relative; the store of libraries is shared. */
  #linkLibraries(): void {
    const folders = [
      ".",
      ...["apps", "packages"].flatMap((kind) => readdirSync(inRepository(kind)).map((name) => `${kind}/${name}`)),
    ];
    for (const folder of folders) {
      const source = inRepository(folder, "node_modules");
      if (!existsSync(source)) continue;
      const target = path.join(this.root, folder, "node_modules");
      mkdirSync(target, { recursive: true });
      for (const name of readdirSync(source)) this.#linkEntry(path.join(source, name), path.join(target, name));
    }
  }

  #linkEntry(source: string, target: string): void {
    const isOfWorkspace = path.basename(source) === "@tollgate";
    const isLink = lstatSync(source).isSymbolicLink();
    if (isLink || isOfWorkspace) cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(source, target);
  }
}
