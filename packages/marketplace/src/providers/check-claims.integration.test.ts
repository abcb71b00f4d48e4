import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { checkDueClaims } from "./check-due-claims.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import { createProvider } from "./create-provider.ts";
import { listEndpointChecks } from "./list-endpoint-checks.ts";
import { probeAndRecord } from "./probe-and-record.ts";
import { registerEndpoint } from "./register-endpoint.ts";

useVerbs();

interface Asked {
  readonly tools?: unknown;
  readonly response_format?: unknown;
  readonly messages?: readonly { readonly content: unknown }[];
}

let upstream: Server;
let baseUrl: string;
let made = 0;
/** Arguments of the tool call the endpoint makes; `null` for a text instead. */
let toolArguments: string | null = '{"word":"lantern"}';
let hoursLater = 0;

beforeAll(async () => {
  upstream = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      response.writeHead(request.method === "POST" ? 200 : 404, { "content-type": "application/json" });
      response.end(request.method === "POST" ? answerTo(JSON.parse(Buffer.concat(chunks).toString())) : "{}");
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const address = upstream.address();
  if (!address || typeof address === "string") throw new Error("the upstream has no port");
  baseUrl = `http://127.0.0.1:${address.port}/v1`;
});
beforeEach(() => {
  toolArguments = '{"word":"lantern"}';
  hoursLater = 0;
});
afterAll(async () => {
  await new Promise((resolve) => upstream.close(resolve));
});

function answerTo({ tools, messages }: Asked): string {
  const call = { id: "c", type: "function", function: { name: "look_up_word", arguments: toolArguments } };
  const message =
    tools !== undefined && toolArguments !== null
      ? { role: "assistant", content: null, tool_calls: [call] }
      : { role: "assistant", content: "harbour" };
  const prompt_tokens = Math.ceil(JSON.stringify(messages).length / 6);
  return JSON.stringify({
    model: "echo-1",
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage: { prompt_tokens, completion_tokens: 2, total_tokens: prompt_tokens + 2 },
  });
}

async function ctxOf(person: Person): Promise<Context> {
  const now = () => new Date(Date.now() + hoursLater * 3_600_000);
  return { ...(await person.ctx()), egressAllow: ["127.0.0.1/32"], now };
}

/** An approved endpoint of a model that can call tools. */
async function approved(person: Person): Promise<string> {
  made += 1;
  const modelId = `acme/claims-${made}`;
  const kind = { inputModalities: ["text"], outputModalities: ["text"], features: ["tools"] };
  await services.db.prisma.model.create({
    data: { id: modelId, name: "Model", author: "acme", contextLength: 8_000, ...kind },
  });
  const ctx = await ctxOf(person);
  const { workspaceId } = person;
  const { id: providerId } = await createProvider(ctx, { workspaceId, name: "Acme", slug: `claims-${made}` });
  const prices = { input: "1", output: "2" };
  const { id } = await registerEndpoint(ctx, {
    workspaceId,
    providerId,
    modelId,
    baseUrl,
    upstreamModel: "echo-1",
    prices,
  });
  await services.db.prisma.endpoint.update({ where: { id }, data: { status: "approved", reviewedById: "system" } });
  return id;
}

test("an endpoint that serves what it claims has evidence of it, and stays as it was", async () => {
  const person = await newPerson();
  const endpointId = await approved(person);
  const { workspaceId } = person;
  const checks = await checkEndpoint(await ctxOf(person), { workspaceId, endpointId });
  expect(checks.map(({ claim, ok }) => [claim, ok])).toEqual([
    ["context", true],
    ["model", true],
    ["tools", true],
    ["usage", true],
  ]);
  const { status, lastProbe } = await services.db.prisma.endpoint.findUniqueOrThrow({ where: { id: endpointId } });
  expect(status).toBe("approved");
  expect(lastProbe).toMatchObject({ ok: true });
});

test("a claim that is untrue holds an endpoint back at once, and suspends it when it is untrue again; the provider reads why", async () => {
  const person = await newPerson();
  const endpointId = await approved(person);
  const ids = { workspaceId: person.workspaceId, endpointId };
  toolArguments = '{"wo';
  const [first] = await checkEndpoint(await ctxOf(person), ids);
  expect(first).toMatchObject({ claim: "tools", ok: false, came: 'A call of look_up_word with {"wo.' });
  const held = await services.db.prisma.endpoint.findUniqueOrThrow({ where: { id: endpointId } });
  expect(held.status).toBe("approved");
  expect(held.lastProbe).toMatchObject({
    ok: false,
    message: expect.stringContaining("does not serve what it claims (tools)"),
  });
  hoursLater = 1;
  await checkEndpoint(await ctxOf(person), ids);
  const suspended = await services.db.prisma.endpoint.findUniqueOrThrow({ where: { id: endpointId } });
  expect(suspended).toMatchObject({ status: "suspended", reviewedById: "system" });
  expect(suspended.reviewNote).toContain('Came: A call of look_up_word with {"wo.');
});

test("an endpoint that was mended is held back no longer", async () => {
  const person = await newPerson();
  const endpointId = await approved(person);
  const ids = { workspaceId: person.workspaceId, endpointId };
  toolArguments = null;
  await checkEndpoint(await ctxOf(person), ids);
  toolArguments = '{"word":"lantern"}';
  hoursLater = 1;
  const checks = await checkEndpoint(await ctxOf(person), ids);
  expect(checks.every(({ ok }) => ok)).toBe(true);
  const ctx = await ctxOf(person);
  expect(await probeAndRecord(ctx, endpointId, "full")).toMatchObject({ ok: true });
});

test("every endpoint is checked once a day, and nobody else's evidence is read", async () => {
  const person = await newPerson();
  const endpointId = await approved(person);
  await services.db.prisma.endpoint.updateMany({ where: { id: { not: endpointId } }, data: { status: "rejected" } });
  expect(await checkDueClaims(await ctxOf(person))).toBe(1);
  expect(await checkDueClaims(await ctxOf(person))).toBe(0);
  hoursLater = 25;
  expect(await checkDueClaims(await ctxOf(person))).toBe(1);
  const stranger = await newPerson();
  const asked = { workspaceId: stranger.workspaceId, endpointId };
  await expect(listEndpointChecks(await ctxOf(stranger), asked)).rejects.toThrow("does not exist");
});
