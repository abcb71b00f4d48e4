import { SeededRandom } from "@tollgate/marketplace/demo/seeded-random";

export const PROXIES = 2;
export const WORKERS = 2;

export type Store = "redis" | "postgres";

/** What can be done to the running system, and to which part of it. */
export type FaultTarget =
  | { readonly kind: "kill_proxy" | "kill_worker"; readonly index: number }
  | { readonly kind: "kill_store" | "delay" | "silence" | "reset" | "drop_answers"; readonly store: Store }
  /** Both stores are killed, and half-way this proxy, so that what calls used is on its disk alone. */
  | { readonly kind: "kill_stores"; readonly index: number }
  /** Redis forgets everything: at once, or as one that comes back without its files. */
  | { readonly kind: "flush" | "lose_files" }
  /** The provider that is mostly tried first refuses everything. */
  | { readonly kind: "outage" };

export type Fault = FaultTarget & {
  /** Since the load began. */
  readonly atMs: number;
  /** Until the part is whole again; a process that was killed is started after it. */
  readonly lastsMs: number;
  /** Only of a delay. */
  readonly delayMs: number;
};

const STORES: readonly Store[] = ["redis", "postgres"];
const FIRST_MS = 3_000;
/** The last fault begins this long before the load ends, so that it meets some. */
const BEFORE_END_MS = 3_000;

const TARGETS: readonly FaultTarget[] = [
  ...Array.from({ length: PROXIES }, (_, index) => ({ kind: "kill_proxy" as const, index })),
  ...Array.from({ length: WORKERS }, (_, index) => ({ kind: "kill_worker" as const, index })),
  ...(["kill_store", "delay", "silence", "reset", "drop_answers"] as const).flatMap((kind) =>
    STORES.map((store) => ({ kind, store })),
  ),
  ...Array.from({ length: PROXIES }, (_, index) => ({ kind: "kill_stores" as const, index })),
  { kind: "flush" },
  { kind: "lose_files" },
  { kind: "outage" },
];

/**
 * Which fault happens when: the same for the same seed. Every fault comes once before any comes again, and they follow each other so closely
 * that the system is seldom whole.
 */
export function planFaults(seed: number, runMs: number): readonly Fault[] {
  const random = new SeededRandom(seed);
  const faults: Fault[] = [];
  let deck: FaultTarget[] = [];
  let atMs = FIRST_MS;
  while (atMs < runMs - BEFORE_END_MS) {
    if (deck.length === 0) deck = shuffled(TARGETS, random);
    const target = deck.pop();
    if (target === undefined) break;
    const lastsMs = lastsFor(target, random);
    faults.push({ ...target, atMs, lastsMs, delayMs: target.kind === "delay" ? random.between(20, 200) : 0 });
    atMs += lastsMs + random.between(300, 1_800);
  }
  return faults;
}

/** How a fault is called in a report. */
export function nameOf(fault: FaultTarget): string {
  if (fault.kind === "kill_store") return `kill -9 ${fault.store}`;
  if (fault.kind === "kill_stores") return "kill -9 both stores and a proxy";
  if (fault.kind === "flush") return "FLUSHALL of redis";
  if (fault.kind === "lose_files") return "kill -9 redis, which comes back empty";
  if (fault.kind === "outage") return "outage of a provider";
  if ("store" in fault) return `${fault.kind.replace("_", " ")} of ${fault.store}`;
  return `kill -9 ${fault.kind.slice("kill_".length)}`;
}

function lastsFor({ kind }: FaultTarget, random: SeededRandom): number {
  switch (kind) {
    case "flush":
    case "reset":
    case "drop_answers":
      return random.between(200, 800);
    case "kill_worker":
    case "kill_proxy":
      return random.between(200, 1_500);
    case "kill_store":
    case "kill_stores":
    case "lose_files":
    case "delay":
    case "silence":
    case "outage":
      return random.between(500, 3_000);
  }
}

function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
