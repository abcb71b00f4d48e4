import { newId } from "@tollgate/db/ids";
import { settleCalls } from "@tollgate/db/settle-calls";
import { callIdAt, settlementRow } from "@tollgate/db/testing/settlement-row";
import { createTestDatabase, type TestDatabase } from "@tollgate/db/testing/test-database";
import Stripe from "stripe";
import { afterAll, beforeAll } from "vitest";
import { loadActor } from "../access/load-actor.ts";
import { signUp } from "../access/sign-up.ts";
import type { Context } from "../context.ts";
import type { Mail } from "../mailer.ts";
import { type OpenedServices, openServices } from "../open-services.ts";
import { TEST_ENCRYPTION_KEYS, TEST_RECEIPT_KEYS } from "./fixture.ts";
import { withTwoFactors } from "./two-factors.ts";

export const TEST_WEBHOOK_SECRET = "whsec_test";

/** What `useVerbs` opened for the test file that runs. */
export let services: OpenedServices;
/** Where the stores of that file are, for processes of its own. */
export let stores: { readonly databaseUrl: string; readonly redisUrl: string };
/** Connects as the owner of the test file's database. */
export let ownerUrl: string;
/** What would have been sent, oldest first. */
export const mails: Mail[] = [];
let clock: Date | null = null;

/** Gives a test file a database and a Redis of its own, and verbs a mailbox and a clock to work with. */
export function useVerbs(): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    stores = { databaseUrl: database.url, redisUrl: database.redisUrl };
    ownerUrl = database.url;
    const opened = openServices({
      databaseUrl: database.url,
      redisUrl: database.redisUrl,
      encryptionKeys: TEST_ENCRYPTION_KEYS,
      receiptKeys: TEST_RECEIPT_KEYS,
      consoleUrl: "https://console.test",
      apiUrl: "https://api.test",
      smtp: null,
      payments: null,
      egressAllow: [],
      now: () => clock ?? new Date(),
    });
    const stripe = new Stripe("sk_test_none", { telemetry: false, maxNetworkRetries: 0 });
    services = {
      ...opened,
      mailer: { send: async (mail) => void mails.push(mail) },
      payments: { stripe, webhookSecrets: [TEST_WEBHOOK_SECRET] },
    };
  });
  afterAll(async () => {
    clock = null;
    await services.close();
    await database.close();
  });
}

/** Sets the verbs' clock; `null` lets it run. */
export function setClock(now: Date | null): void {
  clock = now;
}

export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly workspaceId: string;
  readonly slug: string;
  /** A context with the roles the person has now, as if signed in with a second factor. */
  ctx(): Promise<Context>;
}

let people = 0;

/** Signs a new person up with a workspace of their own. */
export async function newPerson(name = "Ada"): Promise<Person> {
  people += 1;
  const email = `${name.toLowerCase()}-${people}@example.com`;
  const { userId, workspace } = await signUp(stranger(), { email, password: "correct horse battery", name });
  return {
    userId,
    email,
    workspaceId: workspace.id,
    slug: workspace.slug,
    ctx: async () => ({ ...services, actor: withTwoFactors(await loadActor(services, userId)) }),
  };
}

export function stranger(): Context {
  return { ...services, actor: { kind: "anonymous" } };
}

/** Makes somebody a member of another's workspace. */
export async function addMember(workspaceId: string, userId: string, role: "member" | "admin"): Promise<void> {
  await services.db.prisma.membership.create({ data: { workspaceId, userId, role } });
}

/** Settles a call of a workspace, paid to nobody else. @returns its id. */
export async function addCall(workspaceId: string, keyId: string): Promise<string> {
  const callId = callIdAt(Date.now());
  const row = settlementRow(callId, { workspaceId, legs: [1_000n, 50n, 0n] });
  await settleCalls(services.db.pool, [{ ...row, keyId, priceVersionId: null }]);
  return callId;
}

/** Gives a workspace a provider with an approved endpoint, without anything behind it. */
export async function addEndpoint(workspaceId: string): Promise<{ providerId: string; endpointId: string }> {
  const { prisma } = services.db;
  const [providerId, endpointId, modelId] = [newId("provider"), newId("endpoint"), "acme/echo-1"];
  const model = { name: "Echo", author: "acme", contextLength: 8_000, features: [] };
  await prisma.model.upsert({
    where: { id: modelId },
    create: { id: modelId, ...model, inputModalities: ["text"], outputModalities: ["text"] },
    update: {},
  });
  await prisma.provider.create({ data: { id: providerId, workspaceId, slug: providerId.slice(4), name: "Echo Inc" } });
  await prisma.endpoint.create({
    data: {
      id: endpointId,
      providerId,
      modelId,
      baseUrl: "https://echo.invalid/v1",
      upstreamModel: "echo-1",
      status: "approved",
      priceVersions: {
        create: {
          id: newId("priceVersion"),
          prices: { input: "1000000", output: "2000000" },
          effectiveAt: new Date(0),
        },
      },
    },
  });
  return { providerId, endpointId };
}
