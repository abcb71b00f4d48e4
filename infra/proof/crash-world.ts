import { newDutyHolder } from "@tollgate/marketplace/testing/duties";
import { createFixture, type Fixture } from "@tollgate/marketplace/testing/fixture";
import { sandboxUrl, useSandbox } from "@tollgate/marketplace/testing/sandbox";
import { stores, useVerbs } from "@tollgate/marketplace/testing/verbs";
import { afterAll, beforeAll } from "vitest";
import { useCrashes } from "./crash-trials.ts";
import { HeldEvents } from "./held-events.ts";

/** The marketplace of this test file. */
export let fixture: Fixture;
/** Two people of finance. */
export let finance: readonly [string, string];
/** Somebody who decides about quarantine. */
export let operator: string;
export const events = new HeldEvents();

/** Gives a test file a marketplace, a simulated payment processor and processes that may be killed. */
export function useCrashWorld(): void {
  useVerbs();
  useSandbox((delivery) => events.arrive(delivery));
  beforeAll(async () => {
    const endpoints = [{ slug: "one", baseUrl: "http://127.0.0.1:1/v1" }];
    fixture = await createFixture({ ...stores, creditUsd: "1000000", endpoints });
    const limits = { limitNano: 10n ** 15n, limitReset: "monthly", requestsPerMinute: 100_000 } as const;
    await fixture.db.prisma.apiKey.update({ where: { id: fixture.app.keyId }, data: limits });
    finance = [(await newDutyHolder("finance")).userId, (await newDutyHolder("finance")).userId];
    operator = (await newDutyHolder("operator")).userId;
  });
  afterAll(async () => await fixture.close());
  useCrashes({ processorUrl: () => sandboxUrl, events });
}
