import { setTimeout as pause } from "node:timers/promises";
import { watchDisk } from "./watch-disk.ts";
import { watch } from "./watch-effects.ts";

/**
 * `kill-before` and `kill-after`: kill -9 as the effect is about to start, or the moment its answer is here. `lose`: the effect happens and
 * its answer does not arrive. `duplicate`: it happens twice.
 */
export type Action = "kill-before" | "kill-after" | "lose" | "duplicate";

/** The n-th time (from 1) that an effect happens, and what goes wrong then. */
export interface Failpoint {
  readonly effect: string;
  readonly nth: number;
  readonly action: Action;
}

/** One effect as it was seen, and what can go wrong with it. */
export interface SeenEffect {
  readonly effect: string;
  readonly nth: number;
  readonly actions: readonly Action[];
}

/** Told of every effect before it happens; answers what must go wrong, or `null`. */
export type OnEffect = (effect: string, actions: readonly Action[]) => Action | null;

export interface Failpoints {
  /** Counts from now on and fires at the point, if one is given. */
  begin(point: Failpoint | null): void;
  /** Waits for the kill that has to come when the answer of its effect is here, for work that is over before: it does not wait for every effect. */
  dying(): Promise<void>;
  /** Stops counting. @returns the effects since `begin`, in order, and whether the point was reached. */
  end(): { readonly seen: readonly SeenEffect[]; readonly fired: boolean };
}

export const FAILPOINTS_VARIABLE = "TOLLGATE_FAILPOINTS";

export function describePoint({ effect, nth, action }: Failpoint): string {
  return `${action} ${effect} #${nth}`;
}

/**
 * Puts failpoints at every effect of this process, by wrapping the clients at the place where they talk to the wire. The product has no code
 * for it: nothing can be forgotten there, and a process that does not load this file pays nothing and cannot be armed.
 * @throws Error unless the process was started with `TOLLGATE_FAILPOINTS=on`, and always in production mode.
 */
export async function installFailpoints(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Failpoints> {
  if (environment.NODE_ENV === "production") throw new Error("Failpoints are refused in production mode.");
  if (environment[FAILPOINTS_VARIABLE] !== "on")
    throw new Error(`Failpoints are off: the process was not started with ${FAILPOINTS_VARIABLE}=on.`);
  const counter = new EffectCounter();
  watch(counter.onEffect);
  await watchDisk(counter.onEffect);
  return counter;
}

/** An answer of a store on a busy machine is here by then. */
const DYING_MS = 20_000;

class EffectCounter implements Failpoints {
  #counts = new Map<string, number>();
  #seen: SeenEffect[] = [];
  #point: Failpoint | null = null;
  #on = false;
  #fired = false;

  begin(point: Failpoint | null): void {
    this.#counts = new Map();
    this.#seen = [];
    this.#point = point;
    this.#on = true;
    this.#fired = false;
  }

  async dying(): Promise<void> {
    if (this.#fired && this.#point?.action === "kill-after") await pause(DYING_MS);
  }

  end() {
    this.#on = false;
    return { seen: this.#seen, fired: this.#fired };
  }

  readonly onEffect: OnEffect = (effect, actions) => {
    if (!this.#on) return null;
    const nth = (this.#counts.get(effect) ?? 0) + 1;
    this.#counts.set(effect, nth);
    this.#seen.push({ effect, nth, actions });
    const point = this.#point;
    if (point?.effect !== effect || point.nth !== nth || !actions.includes(point.action)) return null;
    this.#fired = true;
    return point.action;
  };
}
