import { expect, test } from "vitest";
import { enumeratePoints, expectAuditClean, tryPoint } from "./crash-trials.ts";
import { useCrashWorld } from "./crash-world.ts";
import { describePoint, type Failpoint } from "./failpoint.ts";
import { SCENARIOS } from "./scenarios/all.ts";

/** Set by `pnpm crash`: scenarios that have one of these words in their name, points that have this in theirs, and one slice of them such as `2/5`. */
const { CRASH_SCENARIO = "", CRASH_POINT = "", CRASH_SLICE = "1/1" } = process.env;
const [slice = 1, slices = 1] = CRASH_SLICE.split("/").map(Number);

useCrashWorld();

const isWanted = (point: Failpoint, index: number) =>
  describePoint(point).includes(CRASH_POINT) && index % slices === slice - 1;

const isAsked = ([name]: readonly [string, unknown]) => CRASH_SCENARIO.split("|").some((words) => name.includes(words));

test.each(Object.entries(SCENARIOS).filter(isAsked))(
  "%s: whatever effect it dies at, loses the answer of or does twice, the books are whole and everything ends",
  // Hours on a machine that is busy. What hangs is found by itself, and one that is given up would get in the way of the next.
  { timeout: 14_400_000 },
  async (name, scenario) => {
    // The first time may find something cold that is warm ever after.
    await enumeratePoints(scenario);
    const points = await enumeratePoints(scenario);
    const wanted = points.filter(isWanted);
    expect(wanted.length).toBeGreaterThan(0);
    for (const [index, point] of wanted.entries()) {
      console.info(`${name}: ${index + 1} of ${wanted.length}, ${describePoint(point)}`);
      await tryPoint(scenario, point);
    }
    await expectAuditClean();
    console.info(`${name}: ${wanted.length} of ${points.length} points`);
  },
);
