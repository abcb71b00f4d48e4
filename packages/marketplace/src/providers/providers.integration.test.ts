import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { expectRefused, newDutyHolder } from "../testing/duties.ts";
import { addMember, mails, newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { approveEndpoint } from "./approve-endpoint.ts";
import { createProvider } from "./create-provider.ts";
import { listEndpointReviews } from "./list-endpoint-reviews.ts";
import { listEndpoints } from "./list-endpoints.ts";
import { listProviders } from "./list-providers.ts";
import { pauseEndpoint } from "./pause-endpoint.ts";
import { probeEndpoint } from "./probe-endpoint.ts";
import { probeDueEndpoints } from "./probe-endpoints.ts";
import { publishPrice } from "./publish-price.ts";
import { type RegisterEndpointInput, registerEndpoint } from "./register-endpoint.ts";
import { rejectEndpoint } from "./reject-endpoint.ts";
import { resumeEndpoint } from "./resume-endpoint.ts";
import { suspendEndpoint } from "./suspend-endpoint.ts";
import { updateEndpoint } from "./update-endpoint.ts";

useVerbs();

/** An upstream that answers as `answer` says and remembers the keys it was sent. */
let upstream: Server;
let baseUrl: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let keysSeen: (string | undefined)[];
let models = 0;
let providers = 0;

const CHAT = JSON.stringify({ choices: [{ message: { content: "H" } }] });

beforeAll(async () => {
  upstream = createServer((request, response) => {
    keysSeen.push(request.headers.authorization);
    answer(request, response);
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const address = upstream.address();
  if (!address || typeof address === "string") throw new Error("the upstream has no port");
  baseUrl = `http://127.0.0.1:${address.port}/v1`;
});
beforeEach(() => {
  keysSeen = [];
  answer = (_request, response) => response.end(CHAT);
});
afterAll(async () => {
  await new Promise((resolve) => upstream.close(resolve));
});

/** A context whose operator allows the test's upstream. */
async function ctxOf(person: Person): Promise<Context> {
  return { ...(await person.ctx()), egressAllow: ["127.0.0.1/32"] };
}

async function newProvider(person: Person): Promise<string> {
  providers += 1;
  const input = { workspaceId: person.workspaceId, name: "Acme", slug: `acme-${providers}` };
  return (await createProvider(await person.ctx(), input)).id;
}

async function registration(person: Person, more: Partial<RegisterEndpointInput> = {}): Promise<RegisterEndpointInput> {
  models += 1;
  const modelId = `acme/model-${models}`;
  const text = { inputModalities: ["text"], outputModalities: ["text"], features: [] };
  await services.db.prisma.model.create({
    data: { id: modelId, name: "Model", author: "acme", contextLength: 8_000, ...text },
  });
  return {
    workspaceId: person.workspaceId,
    providerId: await newProvider(person),
    modelId,
    baseUrl,
    upstreamModel: "model",
    credential: "sk-secret",
    prices: { input: "1", output: "2" },
    ...more,
  };
}

test("a registered endpoint is priced in every bucket, sealed, probed and pending", async () => {
  const person = await newPerson();
  const input = await registration(person, { prices: { input: "0.5", output: "1.5", cacheRead: "0.05" } });
  const view = await registerEndpoint(await ctxOf(person), input);
  expect(view).toMatchObject({ state: "pending", hasCredential: true, lastProbe: { ok: true } });
  expect(view.price?.prices).toMatchObject({
    input: 500_000_000n,
    output: 1_500_000_000n,
    cache_read: 50_000_000n,
    cache_write_5m: 500_000_000n,
    reasoning: 1_500_000_000n,
  });
  expect(keysSeen).toEqual(["Bearer sk-secret"]);
  const row = await services.db.prisma.endpoint.findUniqueOrThrow({ where: { id: view.id } });
  expect(JSON.stringify([view, row, await services.db.prisma.auditEvent.findMany()], bigintAsText)).not.toContain(
    "sk-secret",
  );
  expect(services.keyRing.open(row.credentialSealed ?? "", view.id)).toBe("sk-secret");
});

const bigintAsText = (_key: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);

test.each<{ field: string; change: Partial<RegisterEndpointInput> }>([
  { field: "modelId", change: { modelId: "nobody/nothing" } },
  { field: "prices.input", change: { prices: { input: "-1", output: "2" } } },
  { field: "prices.input", change: { prices: { input: "0", output: "2" } } },
  { field: "prices.output", change: { prices: { input: "1", output: "0" } } },
  { field: "prices.output", change: { prices: { input: "1", output: "1e3" } } },
  { field: "prices.output", change: { prices: { input: "1", output: "10000.01" } } },
  { field: "prices.cacheRead", change: { prices: { input: "1", output: "2", cacheRead: "-0.1" } } },
  { field: "baseUrl", change: { baseUrl: "not an address" } },
  { field: "baseUrl", change: { baseUrl: "https://169.254.169.254/latest/meta-data" } },
  { field: "baseUrl", change: { baseUrl: "http://8.8.8.8/v1" } },
  { field: "baseUrl", change: { baseUrl: "https://10.0.0.1/v1" } },
  { field: "upstreamModel", change: { upstreamModel: " " } },
  { field: "credential", change: { credential: "two\r\nlines: x" } },
  { field: "maxConcurrency", change: { maxConcurrency: 0 } },
  { field: "providerId", change: { providerId: "prv_unknown" } },
])("bad $field is refused and changes nothing: $change", async ({ field, change }) => {
  const person = await newPerson();
  const input = await registration(person, change);
  await expect(registerEndpoint(await ctxOf(person), input)).rejects.toMatchObject({ field });
  expect(await listEndpoints(await person.ctx(), { workspaceId: person.workspaceId })).toEqual([]);
  expect(keysSeen).toEqual([]);
});

test("nobody reaches into another workspace, and members may look but not change", async () => {
  const [person, other, member] = [await newPerson(), await newPerson(), await newPerson()];
  await addMember(person.workspaceId, member.userId, "member");
  const { id } = await registerEndpoint(await ctxOf(person), await registration(person));
  const theirs = { workspaceId: other.workspaceId, endpointId: id };
  const prices = { input: "1", output: "1" };
  const stranger = await ctxOf(other);
  const foreignProvider = await registration(other, { providerId: await newProvider(person) });
  await expectRefused(
    [
      listEndpoints(stranger, { workspaceId: person.workspaceId }),
      listProviders(stranger, { workspaceId: person.workspaceId }),
      registerEndpoint(stranger, foreignProvider),
      probeEndpoint(stranger, theirs),
      publishPrice(stranger, { ...theirs, prices }),
      updateEndpoint(stranger, { ...theirs, upstreamModel: "x" }),
      pauseEndpoint(stranger, theirs),
      resumeEndpoint(stranger, theirs),
    ],
    "not_found",
  );
  const mine = { workspaceId: person.workspaceId, endpointId: id };
  await expect(publishPrice(await member.ctx(), { ...mine, prices })).rejects.toMatchObject({ code: "forbidden" });
  expect(await listEndpoints(await member.ctx(), { workspaceId: person.workspaceId })).toHaveLength(1);
  await expectRefused(
    [
      listEndpointReviews(stranger, {}),
      approveEndpoint(stranger, { endpointId: id }),
      rejectEndpoint(stranger, { endpointId: id, note: "no" }),
      suspendEndpoint(stranger, { endpointId: id, note: "no" }),
    ],
    "forbidden",
  );
});

test("approved, paused, resumed, suspended: only an operator lifts a suspension", async () => {
  const [person, operator] = [await newPerson(), await newDutyHolder("operator")];
  const ctx = await ctxOf(person);
  const { id } = await registerEndpoint(ctx, await registration(person));
  const mine = { workspaceId: person.workspaceId, endpointId: id };
  const reviewer = await operator.ctx();
  expect((await listEndpointReviews(reviewer, {})).endpoints.map((endpoint) => endpoint.id)).toContain(id);
  await expect(resumeEndpoint(ctx, mine)).rejects.toMatchObject({ code: "precondition_failed" });
  expect((await approveEndpoint(reviewer, { endpointId: id })).state).toBe("approved");
  expect((await pauseEndpoint(ctx, mine)).state).toBe("paused");
  expect((await resumeEndpoint(ctx, mine)).state).toBe("approved");
  expect((await suspendEndpoint(reviewer, { endpointId: id, note: "Wrong answers." })).state).toBe("suspended");
  const told = mails.map(({ text }) => text).filter((text) => text.includes(`/endpoints/${id}`));
  expect(told.join()).toMatch(/was approved.*was suspended.*The operator’s note: Wrong answers\./s);
  await expect(resumeEndpoint(ctx, mine)).rejects.toMatchObject({ code: "precondition_failed" });
  expect((await updateEndpoint(ctx, { ...mine, upstreamModel: "another" })).state).toBe("suspended");
  expect((await approveEndpoint(reviewer, { endpointId: id })).state).toBe("approved");
  expect((await updateEndpoint(ctx, { ...mine, upstreamModel: "third" })).state).toBe("pending");
});

test("the key is not sent to another host unless it is entered again", async () => {
  const person = await newPerson();
  const ctx = await ctxOf(person);
  const { id } = await registerEndpoint(ctx, await registration(person, { baseUrl: "https://models.invalid/v1" }));
  keysSeen = [];
  const moved = await updateEndpoint(ctx, { workspaceId: person.workspaceId, endpointId: id, baseUrl });
  expect(moved).toMatchObject({ hasCredential: false, baseUrl });
  expect(keysSeen).toEqual([undefined]);
});

test("a new price is a new version, now or later, and the old ones stay", async () => {
  const person = await newPerson();
  const ctx = await ctxOf(person);
  const first = await registerEndpoint(ctx, await registration(person));
  const mine = { workspaceId: person.workspaceId, endpointId: first.id };
  const soon = new Date(Date.now() + 3_600_000);
  await publishPrice(ctx, { ...mine, prices: { input: "9", output: "9" }, effectiveAt: soon });
  const now = await publishPrice(ctx, { ...mine, prices: { input: "3", output: "4" } });
  const [view] = await listEndpoints(ctx, { workspaceId: person.workspaceId });
  expect(view?.price?.id).toBe(now.id);
  expect(view?.nextPrice?.effectiveAt).toEqual(soon);
  expect(await services.db.prisma.priceVersion.count({ where: { endpointId: first.id } })).toBe(3);
  const past = { ...mine, prices: { input: "1", output: "1" }, effectiveAt: new Date(0) };
  await expect(publishPrice(ctx, past)).rejects.toMatchObject({ code: "invalid_input", field: "effectiveAt" });
});

test("a probe refuses what the operator no longer allows, and says in words what is wrong", async () => {
  const person = await newPerson();
  const ctx = await ctxOf(person);
  const { id } = await registerEndpoint(ctx, await registration(person));
  const mine = { workspaceId: person.workspaceId, endpointId: id };
  await services.db.prisma.endpoint.update({ where: { id }, data: { baseUrl: "https://169.254.169.254/v1" } });
  expect(await probeEndpoint(ctx, mine)).toMatchObject({
    ok: false,
    latencyMs: null,
    message: expect.stringContaining("private"),
  });
  await services.db.prisma.endpoint.update({ where: { id }, data: { baseUrl } });
  const replies: [number, string, string][] = [
    [401, "{}", "refused the key"],
    [404, "{}", "model's name"],
    [302, "", "redirects"],
    [429, "{}", "rate limit"],
    [500, "oops", "answered 500"],
    [200, "<html>", "not in the shape"],
    [200, "x".repeat(5 * 1024 * 1024), "too large"],
  ];
  for (const [status, body, words] of replies) {
    answer = (_request, response) => response.writeHead(status, { location: "http://169.254.169.254/" }).end(body);
    const result = await probeEndpoint(ctx, mine);
    expect(result.ok).toBe(false);
    expect(result.message).toContain(words);
  }
  answer = (_request, response) => response.destroy();
  expect((await probeEndpoint(ctx, mine)).message).toContain("cut");
  answer = (_request, response) => response.end(CHAT);
  expect(await probeEndpoint(ctx, mine)).toMatchObject({ ok: true });
});

test("an endpoint of another dialect is probed in it, with its own kind of key, and a new dialect is reviewed again", async () => {
  const person = await newPerson();
  const ctx = await ctxOf(person);
  const asked: unknown[] = [];
  answer = ({ url, headers }, response) => {
    asked.push([url, headers["x-api-key"], headers.authorization]);
    const message = { content: [{ type: "text", text: "H" }], stop_reason: "max_tokens", usage: {} };
    response.end(JSON.stringify({ ...message, type: "message", role: "assistant" }));
  };
  const input = { ...(await registration(person)), dialect: "anthropic-messages", credential: "sk-other" };
  const { id, lastProbe } = await registerEndpoint(ctx, input);
  expect(lastProbe).toMatchObject({ ok: true });
  expect(asked).toEqual([["/v1/messages", "sk-other", undefined]]);
  const mine = { workspaceId: person.workspaceId, endpointId: id };
  await services.db.prisma.endpoint.update({ where: { id }, data: { status: "approved" } });
  const changed = await updateEndpoint(ctx, { ...mine, dialect: "gemini-generate" });
  expect(changed).toMatchObject({ state: "pending", dialect: "gemini-generate", lastProbe: { ok: false } });
  await expect(updateEndpoint(ctx, { ...mine, dialect: "smoke-signals" })).rejects.toMatchObject({ field: "dialect" });
});

test("regular probes ask for the model first and tell proxies only when the answer turns", async () => {
  const person = await newPerson();
  const ctx = await ctxOf(person);
  const { id } = await registerEndpoint(ctx, await registration(person));
  await services.db.prisma.endpoint.updateMany({ where: { id: { not: id } }, data: { status: "rejected" } });
  const told: string[] = [];
  const subscriber = services.redis.duplicate();
  await subscriber.subscribe("tollgate:changes");
  // Channels are shared by all databases of a Redis: what is not about this endpoint is another test's.
  subscriber.on("message", (_channel, message) => message.includes(id) && told.push(message));
  const asked: string[] = [];
  answer = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === "/v1/models") response.end(JSON.stringify({ data: [{ id: "model" }] }));
    else response.writeHead(404).end();
  };
  expect(await probeDueEndpoints(ctx)).toEqual({ probed: 0, failed: 0 });
  expect(await probeDueEndpoints(ctx, { restMs: -1_000 })).toEqual({ probed: 1, failed: 0 });
  expect(asked).toEqual(["GET /v1/models/model", "GET /v1/models"]);
  await services.redis.publish("tollgate:changes", `marker ${id}`);
  answer = (_request, response) => response.writeHead(503).end();
  expect(await probeDueEndpoints(ctx, { restMs: -1_000 })).toEqual({ probed: 1, failed: 1 });
  await expect.poll(() => told).toEqual([`marker ${id}`, JSON.stringify({ kind: "endpoint", id })]);
  subscriber.disconnect();
});

test("two providers cannot have one short name, nor a provider one model twice", async () => {
  const person = await newPerson();
  const input = { workspaceId: person.workspaceId, name: "Twice", slug: "twice" };
  await createProvider(await person.ctx(), input);
  await expect(createProvider(await person.ctx(), input)).rejects.toMatchObject({ code: "conflict", field: "slug" });
  await expect(createProvider(await person.ctx(), { ...input, slug: "Not A Slug" })).rejects.toMatchObject({
    field: "slug",
  });
  const ctx = await ctxOf(person);
  const endpoint = await registration(person);
  await registerEndpoint(ctx, endpoint);
  await expect(registerEndpoint(ctx, endpoint)).rejects.toMatchObject({ code: "conflict", field: "modelId" });
});
