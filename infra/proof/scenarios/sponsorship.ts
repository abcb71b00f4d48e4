import { newId } from "@tollgate/db/ids";
import { postJournal } from "@tollgate/db/post-journal";
import { sponsoredLotId } from "@tollgate/db/sponsored-credit";
import { acceptConnection } from "@tollgate/marketplace/apps/accept-connection";
import { publishMargin } from "@tollgate/marketplace/apps/publish-margin";
import { registerApp } from "@tollgate/marketplace/apps/register-app";
import { revokeGrant } from "@tollgate/marketplace/apps/revoke-grant";
import { projectCredit } from "@tollgate/marketplace/settlement/project-credit";
import { accountBalance } from "@tollgate/marketplace/testing/books";
import { USD } from "@tollgate/marketplace/testing/buyers";
import { newPerson, type Person, services } from "@tollgate/marketplace/testing/verbs";
import { expect } from "vitest";
import type { ActInput } from "../crash-acts.ts";
import { done, type Scenarios } from "../crash-trials.ts";

const ALLOWANCE_NANO = 5n * USD;

/** A builder whose app sponsors its customers, made when first asked for. */
interface Sponsor {
  readonly builder: Person;
  readonly appId: string;
  readonly marginVersionId: string;
}

let sponsor: Sponsor | undefined;
/** Whose margin stops sponsoring in the trial. */
let ended: Sponsor | undefined;
let grantId = "";
let builderHad = 0n;

async function newSponsor(): Promise<Sponsor> {
  const builder = await newPerson("Sponsor");
  const { workspaceId } = builder;
  await postJournal(services.db.prisma, {
    kind: "top_up",
    idempotencyKey: `bought:${newId("payment")}`,
    eventAt: new Date(),
    memo: "Bought",
    reverses: null,
    postings: [
      { type: "customer_credit", owner: workspaceId, amountNano: 100_000n * USD },
      { type: "processor_cash", owner: "platform", amountNano: -100_000n * USD },
    ],
  });
  await projectCredit(services, workspaceId);
  const ctx = await builder.ctx();
  const { id: appId } = await registerApp(ctx, { workspaceId, name: "Sponsored", url: "https://sponsored.example" });
  const { margin } = await publishMargin(ctx, { workspaceId, appId, percent: "20", sponsoredMonthlyUsd: "5" });
  return { builder, appId, marginVersionId: margin.id };
}

const credit = async ({ workspaceId }: Pick<ActInput, "workspaceId">) =>
  await accountBalance(services.db, workspaceId, "customer_credit");

/** Somebody has just connected the app. */
async function connected(): Promise<{ input: Partial<ActInput>; customer: Person }> {
  sponsor ??= await newSponsor();
  const { appId, marginVersionId, builder } = sponsor;
  const customer = await newPerson("Sponsored");
  const terms = { appId, workspaceId: customer.workspaceId, marginVersionId };
  grantId = (await acceptConnection(await customer.ctx(), terms)).grantId;
  builderHad = await credit(builder);
  return { input: { workspaceId: builder.workspaceId }, customer };
}

/** Somebody has just connected an app of its own builder, so that its margin can stop sponsoring. */
async function connectedOnce(): Promise<Partial<ActInput>> {
  sponsor = await newSponsor();
  const { input } = await connected();
  ended = sponsor;
  sponsor = undefined;
  return input;
}

/** A margin that sponsors nobody comes into force. */
async function stopSponsoring(): Promise<void> {
  const appId = ended?.appId ?? "";
  const data = { id: `mgn_stops_${appId}`, appId, version: 3, basisPoints: 2_000, effectiveAt: new Date() };
  await services.db.prisma.marginVersion.createMany({ data: [data], skipDuplicates: true });
}

/** The customer of an allowance has left. */
async function left(): Promise<Partial<ActInput>> {
  const { input, customer } = await connected();
  await done("sponsor", input);
  await revokeGrant(await customer.ctx(), { workspaceId: customer.workspaceId, grantId });
  return input;
}

/** Expects what the builder gave in the trial, and what of it lies in the allowance. */
async function expectGiven(input: ActInput, given: bigint): Promise<void> {
  expect(builderHad - (await credit(input))).toBe(given);
  expect(await accountBalance(services.db, grantId, "sponsored_credit")).toBe(given);
  const where = { id: sponsoredLotId(grantId, Date.now()) };
  expect(await services.db.prisma.sponsoredLot.findMany({ where })).toMatchObject([
    { amountNano: ALLOWANCE_NANO, returnedNano: ALLOWANCE_NANO - given, spentNano: 0n },
  ]);
}

export const SPONSORSHIP: Scenarios = {
  "an allowance is set aside": {
    act: "sponsor",
    prepare: async () => (await connected()).input,
    insist: async (input) => await done("sponsor", input),
    check: async (input) => await expectGiven(input, ALLOWANCE_NANO),
  },
  "an allowance is set aside as its margin stops sponsoring": {
    act: "sponsor",
    prepare: connectedOnce,
    insist: stopSponsoring,
    // Moved before that or not at all; nothing of the builder's credit stays held for it, which is looked at in every trial.
    async check(input) {
      const given = builderHad - (await credit(input));
      expect([0n, ALLOWANCE_NANO]).toContain(given);
      expect(await accountBalance(services.db, grantId, "sponsored_credit")).toBe(given);
    },
  },
  "an allowance is given back": {
    act: "sponsor",
    prepare: left,
    insist: async (input) => await done("sponsor", input),
    check: async (input) => await expectGiven(input, 0n),
  },
};
