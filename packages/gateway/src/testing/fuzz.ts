import fc from "fast-check";
import { isRecord } from "../is-record.ts";

// biome-ignore lint/style/noProcessEnv: tests have no entry point that could pass it on
const { FUZZ_RUNS, FUZZ_SEED, FUZZ_PATH } = process.env;
/** What CI plays, so that a landing is judged by its change; `pnpm fuzz` draws another. */
const SUITE_SEED = 41_207;

/** How long and from which seed properties are tried. @param runs of the suite; `pnpm fuzz --runs` multiplies them. */
export function fuzzed(runs: number) {
  return {
    numRuns: runs * Number(FUZZ_RUNS || 1),
    seed: Number(FUZZ_SEED || SUITE_SEED),
    ...(FUZZ_PATH && { path: FUZZ_PATH }),
  };
}

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  "",
  "x",
  "\ud800",
  "👋",
  [],
  {},
  [null],
  [[]],
  [{}],
  { type: 7 },
  "__proto__",
];

/** One change to a JSON document: where, counted over all its members, and what. */
export interface Change {
  readonly at: number;
  readonly kind: "replace" | "remove" | "repeat" | "nest";
  readonly value: number;
}

export const changes = fc.array(
  fc.record({
    at: fc.nat(400),
    kind: fc.constantFrom<Change["kind"]>("replace", "remove", "repeat", "nest"),
    value: fc.nat(ODD_VALUES.length - 1),
  }),
  { minLength: 1, maxLength: 4 },
);

export const maybeChanges: fc.Arbitrary<readonly Change[]> = fc.oneof(changes, fc.constant<Change[]>([]));

/** A document with one of its members changed; what it is made of stays as it was. */
export function changed(document: unknown, { at, kind, value }: Change): unknown {
  let left = at % Math.max(1, countMembers(document));
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node))
      return node.flatMap((one) => {
        left -= 1;
        if (left !== -1) return [visit(one)];
        if (kind === "remove") return [];
        return kind === "repeat" ? [one, one] : [kind === "nest" ? [one] : ODD_VALUES[value]];
      });
    if (!isRecord(node)) return node;
    return Object.fromEntries(
      Object.entries(node).flatMap(([name, one]) => {
        left -= 1;
        if (left !== -1) return [[name, visit(one)]];
        if (kind === "remove") return [];
        return [[name, kind === "replace" ? ODD_VALUES[value] : kind === "nest" ? { [name]: one } : [one, one]]];
      }),
    );
  };
  return visit(document);
}

function countMembers(node: unknown): number {
  const inner = Array.isArray(node) ? node : isRecord(node) ? Object.values(node) : [];
  return inner.reduce<number>((sum, one) => sum + 1 + countMembers(one), 0);
}

/** Damage to bytes: a piece cut out, and another put in its place. */
export interface Damage {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

export const damages = fc.array(
  fc.record({
    at: fc.nat(4000),
    cut: fc.nat(60),
    put: fc.oneof(
      fc.constantFrom(
        "",
        "}",
        "{",
        '"',
        "\n",
        "\n\n",
        "\r\n\r\n",
        "data: ",
        "data: [DONE]\n\n",
        "null",
        "\0",
        "\x80",
        ":",
      ),
      fc.string({ unit: "binary-ascii", maxLength: 12 }),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

export const maybeDamages: fc.Arbitrary<readonly Damage[]> = fc.oneof(damages, fc.constant<Damage[]>([]));

export function damaged(bytes: string, damage: Damage): string {
  const at = damage.at % (bytes.length + 1);
  return bytes.slice(0, at) + damage.put + bytes.slice(at + damage.cut);
}

/** Bytes in pieces of the lengths given, in turns. */
export function pieces(bytes: string, lengths: readonly number[]): string[] {
  const cut: string[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = Math.max(1, lengths[turn % Math.max(1, lengths.length)] ?? bytes.length);
    cut.push(bytes.slice(at, at + length));
    at += length;
  }
  return cut;
}
