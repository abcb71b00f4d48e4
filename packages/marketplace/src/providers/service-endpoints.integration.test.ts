import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { newPerson, type Person, services, useVerbs } from "../testing/verbs.ts";
import { createProvider } from "./create-provider.ts";
import { getOfferable } from "./get-offerable.ts";
import type { PriceInput } from "./price-input.ts";
import { probeAndRecord } from "./probe-and-record.ts";
import { publishPrice } from "./publish-price.ts";
import { registerEndpoint } from "./register-endpoint.ts";

useVerbs();

/** Answers of vendors by path; everything else is not there. */
const ANSWERS: Readonly<Record<string, string>> = {
  "/v1/embeddings": '{"data":[{"embedding":[0.5]}]}',
  "/v1/rerank": '{"results":[{"index":0,"relevance_score":1}]}',
  "/v1/moderations": '{"results":[{"flagged":false}]}',
  "/v1/images/generations": '{"data":[{"b64_json":"aGk="}]}',
  "/v1/audio/speech": "RIFF",
  "/v1/audio/transcriptions": '{"text":""}',
};

let upstream: Server;
let baseUrl: string;
let asked: string[] = [];
let made = 0;

beforeAll(async () => {
  upstream = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    request.resume();
    const body = ANSWERS[path];
    const type = path.endsWith("/speech") ? "audio/wav" : "application/json";
    response.writeHead(body === undefined ? 404 : 200, { "content-type": type });
    response.end(body ?? "{}");
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const address = upstream.address();
  if (!address || typeof address === "string") throw new Error("the upstream has no port");
  baseUrl = `http://127.0.0.1:${address.port}/v1`;
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await new Promise((resolve) => upstream.close(resolve));
});

async function ctxOf(person: Person): Promise<Context> {
  return { ...(await person.ctx()), egressAllow: ["127.0.0.1/32"] };
}

async function register(person: Person, output: string, prices: PriceInput) {
  made += 1;
  const modelId = `acme/service-${made}`;
  const kind = { inputModalities: ["text"], outputModalities: [output], features: [] };
  await services.db.prisma.model.create({
    data: { id: modelId, name: "Model", author: "acme", contextLength: 8_000, ...kind },
  });
  const ctx = await ctxOf(person);
  const { workspaceId } = person;
  const provider = await createProvider(ctx, { workspaceId, name: "Acme", slug: `acme-service-${made}` });
  return await registerEndpoint(ctx, {
    workspaceId,
    providerId: provider.id,
    modelId,
    baseUrl,
    upstreamModel: "m",
    prices,
  });
}

test.each<{ output: string; prices: PriceInput; path: string; stored: Record<string, bigint> }>([
  { output: "embeddings", prices: { input: "0.02" }, path: "/v1/embeddings", stored: { input: 20_000_000n } },
  { output: "rerank", prices: { search: "2" }, path: "/v1/rerank", stored: { search: 2_000_000_000_000n } },
  { output: "moderation", prices: {}, path: "/v1/moderations", stored: { input: 0n } },
  {
    output: "image",
    prices: { image: "0.04" },
    path: "/v1/images/generations",
    stored: { image: 40_000_000_000_000n },
  },
  { output: "audio", prices: { character: "15" }, path: "/v1/audio/speech", stored: { character: 15_000_000_000n } },
  {
    output: "transcription",
    prices: { audioMinute: "0.006" },
    path: "/v1/audio/transcriptions",
    stored: { audio_second: 100_000_000_000n },
  },
])("a model that gives $output is asked for the least of it, and priced by what people speak of", async (one) => {
  const view = await register(await newPerson(), one.output, one.prices);
  expect(view.lastProbe).toMatchObject({ ok: true, message: "The model answered the smallest request." });
  expect(asked).toEqual([one.path]);
  expect(view.price?.prices).toEqual(one.stored);
});

test.each<{ output: string; prices: PriceInput; field: string }>([
  { output: "embeddings", prices: { output: "1" }, field: "prices.input" },
  { output: "image", prices: { input: "1" }, field: "prices.image" },
  { output: "audio", prices: { input: "1", output: "1" }, field: "prices.character" },
  { output: "transcription", prices: { input: "1", output: "1" }, field: "prices.audioMinute" },
  { output: "rerank", prices: { search: "-1" }, field: "prices.search" },
  { output: "text", prices: { input: "1" }, field: "prices.output" },
  { output: "text", prices: { output: "1" }, field: "prices.input" },
])("a price list that leaves out what $output comes to is refused: $prices", async ({ output, prices, field }) => {
  await expect(register(await newPerson(), output, prices)).rejects.toMatchObject({ code: "invalid_input", field });
  expect(asked).toEqual([]);
});

test("a new price list is read by the kind of the endpoint's model", async () => {
  const person = await newPerson();
  const { id: endpointId } = await register(person, "image", { image: "0.04" });
  const mine = { workspaceId: person.workspaceId, endpointId };
  const ctx = await ctxOf(person);
  const price = await publishPrice(ctx, { ...mine, prices: { input: "5", output: "40" } });
  expect(price.prices).toEqual({ input: 5_000_000_000n, output: 40_000_000_000n });
  await expect(publishPrice(ctx, { ...mine, prices: { output: "40" } })).rejects.toMatchObject({
    field: "prices.image",
  });
});

test("regular probes order no pictures, only vectors", async () => {
  const person = await newPerson();
  const ctx = await ctxOf(person);
  const [picture, vector] = [
    await register(person, "image", { image: "0.04" }),
    await register(person, "embeddings", { input: "0.02" }),
  ];
  asked = [];
  expect(await probeAndRecord(ctx, picture.id, "light")).toMatchObject({ ok: true });
  expect(asked).toEqual(["/v1/models/m", "/v1/models"]);
  expect(await probeAndRecord(ctx, vector.id, "light")).toMatchObject({ ok: true });
  expect(asked.at(-1)).toBe("/v1/embeddings");
});

test("whoever wants to offer a model that nobody offers yet learns what it gives, and so how it is priced", async () => {
  const person = await newPerson();
  const ctx = await ctxOf(person);
  const kind = { inputModalities: ["text"], outputModalities: ["image"], features: [] };
  await services.db.prisma.model.create({
    data: { id: "acme/unoffered", name: "Unoffered", author: "acme", contextLength: 8_000, ...kind },
  });
  const { workspaceId } = person;
  const found = await getOfferable(ctx, { workspaceId, modelId: "acme/unoffered" });
  expect(found).toEqual({ id: "acme/unoffered", name: "Unoffered", kind: "image" });
  await expect(getOfferable(ctx, { workspaceId, modelId: "acme/none" })).rejects.toThrow("not in the catalogue");
});
