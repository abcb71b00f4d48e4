import { newId } from "@tollgate/db/ids";
import { callIdAt } from "@tollgate/db/testing/settlement-row";
import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { handleStripeEvent } from "../../billing/handle-stripe-event.ts";
import { publishChange } from "../../changes.ts";
import type { Context, Services } from "../../context.ts";
import type { AdmitCallInput } from "../../inference/admission.ts";
import { type CallGate, openCallGate } from "../../inference/call-gate.ts";
import { openServices } from "../../open-services.ts";
import { projectCredit } from "../../settlement/project-credit.ts";
import type { EndpointRecord } from "../../snapshot/records.ts";
import { addCredit, createFixture, type Fixture, TEST_ENCRYPTION_KEYS } from "../fixture.ts";
import { type FakeProcessor, fakeProcessor } from "../payees.ts";
import { startProcessor } from "../processor.ts";
import { TEST_WEBHOOK_SECRET } from "../verbs.ts";
import { Model } from "./model.ts";
import type { ModelMargin, ModelPath } from "./model-legs.ts";
import { until } from "./until.ts";

const DAY_MS = 86_400_000;

interface AskedCall {
  readonly viaApp: boolean;
  readonly input: number;
  readonly output: number;
  /** How it may be served, in the order in which that is tried. */
  readonly paths: readonly ModelPath[];
  readonly nowMs: number;
}

/** The product, running: what the model is compared with. */
export interface World {
  readonly fixture: Fixture;
  readonly gate: CallGate;
  readonly provider: string;
  readonly endpointId: string;
  readonly payouts: FakeProcessor;
  readonly customer: Context;
  readonly finance: readonly [Context, Context];
  readonly system: Context;
  /** What the payment processor answers to the next refund. */
  refundAnswer: "succeeded" | "pending" | "refused";
  /** Brings an event of the payment processor as it would arrive. */
  deliver(event: { readonly id: string; readonly type: string; readonly object: object }): Promise<string>;
  callInput(call: AskedCall): AdmitCallInput;
  close(): Promise<void>;
}

/** A marketplace of its own, and the model of it. Its clock starts most of a year ago, so that months can pass. */
export async function openWorld(): Promise<{ readonly world: World; readonly model: Model }> {
  const database = await createTestDatabase();
  const stores = { databaseUrl: database.url, redisUrl: database.redisUrl, encryptionKeys: TEST_ENCRYPTION_KEYS };
  const endpoints = [{ slug: "one", baseUrl: "http://127.0.0.1:1/v1" }];
  const fixture = await createFixture({ ...stores, endpoints });
  const gate = await openCallGate({ ...stores, settings: { holdTtlMs: 3_600_000, rejoinMs: 0 } });
  const [endpoint] = fixture.providers;
  if (!endpoint) throw new Error("the fixture has no provider");
  const parties = {
    customer: fixture.customer.workspaceId,
    builder: fixture.builder.workspaceId,
    provider: endpoint.workspaceId,
    grant: fixture.app.grantId,
  };
  const model = new Model(parties, firstMargin(fixture), Date.now() - 300 * DAY_MS);
  const refunds: { answer: World["refundAnswer"] } = { answer: "succeeded" };
  const processor = await startProcessor(({ idempotencyKey }) =>
    refunds.answer === "refused"
      ? { status: 400, body: { error: { type: "invalid_request_error", code: "charge_already_refunded" } } }
      : { status: 200, body: { id: `re_${idempotencyKey}`, object: "refund", status: refunds.answer } },
  );
  const payouts = fakeProcessor();
  const urls = { consoleUrl: "https://console.test", apiUrl: "https://api.test" };
  const now = () => new Date(model.nowMs);
  const opened = openServices({ ...stores, ...urls, smtp: null, payments: null, egressAllow: [], now });
  const services = { ...opened, mailer: { send: async () => undefined }, payments: processor.payments, payouts };
  const payees = [parties.builder, parties.provider].map((workspaceId) => ({
    ...{ workspaceId, processorAccountId: `acct_${workspaceId}`, status: "enabled" as const, country: "US" },
  }));
  await fixture.db.prisma.payoutAccount.createMany({ data: payees });
  await projectCredit(fixture, parties.customer);
  await sponsorFrom(model, fixture);
  await until(() => sponsoringMargins(gate, fixture), 1);
  const world: World = {
    ...{ fixture, gate, payouts, provider: parties.provider, endpointId: endpoint.endpointId },
    finance: [await addFinance(services, "a"), await addFinance(services, "b")],
    customer: await addOwner(services, parties.customer),
    system: { ...services, actor: { kind: "system" } },
    get refundAnswer() {
      return refunds.answer;
    },
    set refundAnswer(next) {
      refunds.answer = next;
    },
    deliver: (event) => deliver(services, event),
    callInput: (call) => callInput({ fixture, gate }, call),
    async close() {
      await gate.close();
      await opened.close();
      await processor.close();
      await fixture.close();
      await database.close();
    },
  };
  return { world, model };
}

function firstMargin({ app }: Fixture): ModelMargin {
  return {
    id: app.marginVersionId,
    basisPoints: 2_000n,
    perRequestNano: 0n,
    minimumNano: 0n,
    capNano: null,
    sponsoredNano: 0n,
  };
}

/** The builder has credit, and its app sponsors from the beginning. */
async function sponsorFrom(model: Model, fixture: Fixture): Promise<void> {
  const { builder } = model.parties;
  const [{ app, db, customer }, sponsoredNano] = [fixture, 2_000_000_000n];
  await addCredit({ ...fixture, customer: { ...customer, workspaceId: fixture.builder.workspaceId } }, "100");
  model.post("top_up", Date.now(), [
    ["customer_credit", builder, 100_000_000_000n],
    ["processor_cash", "platform", -100_000_000_000n],
  ]);
  model.inForce = { ...model.inForce, id: `mar_${app.id}_sponsors`, sponsoredNano };
  const terms = { basisPoints: Number(model.inForce.basisPoints), sponsoredMonthlyNano: sponsoredNano };
  const effectiveAt = new Date(model.nowMs);
  await db.prisma.marginVersion.create({
    data: { id: model.inForce.id, appId: app.id, version: 2, ...terms, effectiveAt },
  });
  await publishChange(fixture.redis, { kind: "app", id: app.id });
}

function sponsoringMargins(gate: CallGate, { app }: Fixture): number {
  const key = [...gate.snapshot().keys.values()].find((one) => one.id === app.keyId);
  return key?.grant?.margins.filter(({ sponsoredMonthlyNano }) => sponsoredMonthlyNano > 0n).length ?? 0;
}

async function addFinance(services: Services, name: string): Promise<Context> {
  const [userId, email, platformRole] = [newId("user"), `finance-${name}@example.com`, "finance" as const];
  await services.db.prisma.user.create({ data: { id: userId, email, name, platformRole } });
  return { ...services, actor: { kind: "user", userId, email, platformRole, roles: new Map(), twoFactors: true } };
}

async function addOwner(services: Services, workspaceId: string): Promise<Context> {
  const [userId, email] = [newId("user"), "owner@example.com"];
  await services.db.prisma.user.create({ data: { id: userId, email, name: "Owner" } });
  const roles = new Map([[workspaceId, "owner" as const]]);
  return { ...services, actor: { kind: "user", userId, email, platformRole: "none", roles, twoFactors: false } };
}

type Arrival = Parameters<World["deliver"]>[0];

async function deliver(services: Services, { id, type, object }: Arrival): Promise<string> {
  const payload = JSON.stringify({ id, object: "event", type, livemode: false, data: { object } });
  const stripe = services.payments?.stripe;
  const signature = stripe?.webhooks.generateTestHeaderString({ payload, secret: TEST_WEBHOOK_SECRET }) ?? null;
  return (await handleStripeEvent(services, { rawBody: payload, signature })).effect;
}

function callInput({ fixture, gate }: Pick<World, "fixture" | "gate">, asked: AskedCall): AdmitCallInput {
  const model = gate.snapshot().models.get(fixture.modelId);
  const keyId = asked.viaApp ? fixture.app.keyId : fixture.customer.keyId;
  const key = [...gate.snapshot().keys.values()].find((one) => one.id === keyId);
  if (!model || !key) throw new Error("the fixture is not in the snapshot");
  return {
    ...{ callId: callIdAt(asked.nowMs), key, model, nowMs: asked.nowMs },
    candidates: asked.paths.flatMap((path) => model.endpoints.map((endpoint) => asServed(gate, endpoint, path))),
    ...{ inputTokensBound: asked.input, maxOutputTokens: asked.output, maxSurchargeNano: null },
  };
}

/** As the proxy reaches an endpoint: an answer that is there already, or the customer's own key, has a fee in place of the price. */
function asServed(gate: CallGate, endpoint: EndpointRecord, path: ModelPath): EndpointRecord {
  const { cachedFee, ownKeyFee } = gate.snapshot();
  if (cachedFee === null || ownKeyFee === null) throw new Error("a fee is missing");
  if (path === "cached") return { ...endpoint, fee: cachedFee };
  return path === "own_key" ? { ...endpoint, fee: ownKeyFee, ownKeyId: "pky_model" } : endpoint;
}
