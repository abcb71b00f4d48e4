import type fc from "fast-check";
import { expect } from "vitest";
import { expectInvariants, ledgerOf } from "./invariants.ts";
import type { Model } from "./model.ts";
import type { World } from "./world.ts";

export type Step = fc.AsyncCommand<Model, World>;

/** A step of the model. Time passes a little with each, and the invariants are checked after it. */
export function step(name: string, input: object, act: (model: Model, world: World) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, world) {
      model.nowMs += 1_000;
      await act(model, world);
      await expectInvariants(model, world);
    },
    toString: () => `${name}(${JSON.stringify(input)})`,
  };
}

/** One of what there is, or nothing when there is none. */
export function pick<T>(all: readonly T[], index: number): T | undefined {
  return all[index % Math.max(1, all.length)];
}

/** Expects that something is refused with this code, and that nothing at all was booked by it. */
export async function expectRefusedUnchanged(
  world: World,
  attempt: () => Promise<unknown>,
  code: string,
): Promise<void> {
  const before = await footprint(world);
  // `expect(…).rejects` would keep the attempt, and with it the whole world, until the test ends.
  const refusal = await attempt().then(
    () => null,
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({ code });
  expect(await footprint(world)).toEqual(before);
}

async function footprint(world: World): Promise<unknown> {
  const { rows } = await world.fixture.db.pool.query(
    "SELECT (SELECT count(*) FROM journal) AS journals, (SELECT count(*) FROM entry) AS entries, (SELECT count(*) FROM call) AS calls",
  );
  return [rows, await ledgerOf(world)];
}

/** Nano-USD as people write it. */
export function usdText(nano: bigint): string {
  return `${nano / 1_000_000_000n}.${(nano % 1_000_000_000n).toString().padStart(9, "0")}`;
}
