import { createTestDatabase } from "@tollgate/db/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { speak } from "../testing/dialect-upstream.ts";
import { type FakeUpstream, startFakeUpstream } from "../testing/fake-upstream.ts";
import { type ProxyUnderTest, startProxyUnderTest } from "../testing/proxy-under-test.ts";
import {
  EMBEDDING_MODEL,
  formOf,
  IMAGE_MODEL,
  MODERATION_MODEL,
  RERANK_MODEL,
  SERVICE_MODELS,
  SPEECH_MODEL,
  serviceEndpoints,
  TRANSCRIPTION_MODEL,
  wav,
} from "../testing/service-calls.ts";
import { serve } from "../testing/service-upstream.ts";
import { TEST_MODEL } from "../testing/surface-calls.ts";
import { OPERATIONS } from "./all-operations.ts";
import { describedRoutes } from "./describe-api.ts";
import { EXAMPLE_EMBEDDING_MODEL, EXAMPLE_MODEL, EXAMPLE_MODELS, type OperationRequest } from "./operations.ts";
import { ApiError } from "./schemas.ts";

const Document = z.looseObject({
  openapi: z.literal("3.1.0"),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
  "x-error-codes": z.record(z.string(), z.int()),
});

let upstream: FakeUpstream;
let proxy: ProxyUnderTest;

beforeAll(async () => {
  upstream = await startFakeUpstream((call) =>
    /chat\/completions|messages|responses|:(?:stream)?[gG]enerate/.test(call.path)
      ? speak("openai-chat", "Hello!")(call)
      : serve(call),
  );
  proxy = await startProxyUnderTest(await createTestDatabase(), {
    models: SERVICE_MODELS,
    endpoints: [{ slug: "only", baseUrl: upstream.baseUrl }, ...serviceEndpoints(upstream.baseUrl)],
  });
});
afterAll(async () => {
  await proxy.stop();
  await upstream.stop();
});

/** An example with the models of this test in place of the document's. */
function here(value: unknown): unknown {
  const models: Readonly<Record<string, string>> = {
    ...HERE,
    [EXAMPLE_EMBEDDING_MODEL]: EMBEDDING_MODEL,
    [EXAMPLE_MODEL]: TEST_MODEL,
  };
  return JSON.parse(JSON.stringify(value), (name, inner) =>
    name === "model" ? (models[String(inner)] ?? inner) : inner,
  );
}

const HERE: Readonly<Record<string, string>> = {
  [EXAMPLE_MODELS.rerank]: RERANK_MODEL,
  [EXAMPLE_MODELS.moderation]: MODERATION_MODEL,
  [EXAMPLE_MODELS.image]: IMAGE_MODEL,
  [EXAMPLE_MODELS.speech]: SPEECH_MODEL,
  [EXAMPLE_MODELS.transcription]: TRANSCRIPTION_MODEL,
};

/** The body of a described example: JSON, or a form with a recording where a file is meant. */
function bodyOf({ example, file }: OperationRequest): string | FormData {
  const body = z.record(z.string(), z.unknown()).parse(here(example));
  return file === undefined ? JSON.stringify(body) : formOf({ ...body, [file]: wav(3) });
}

async function send(route: string): Promise<Response> {
  const [method = "", described = ""] = route.split(" ");
  const model = described.toLowerCase().includes("embed") ? EMBEDDING_MODEL : TEST_MODEL;
  const path =
    described.replace("{model}", model).replace("{hash}", "key_unknown") +
    (described.includes(":stream") ? "?alt=sse" : "");
  const request = OPERATIONS[route]?.request;
  const isForm = request?.file !== undefined;
  return await fetch(proxy.proxy.url + path, {
    method,
    headers: {
      authorization: `Bearer ${proxy.fixture.customer.key}`,
      ...(isForm ? {} : { "content-type": "application/json" }),
    },
    ...(request && { body: bodyOf(request) }),
  });
}

test("the document is served to anybody, and describes every route and nothing else", async () => {
  const reply = await fetch(`${proxy.proxy.url}/v1/openapi.json`);
  expect(reply.status).toBe(200);
  expect(reply.headers.get("access-control-allow-origin")).toBe("*");
  const document = Document.parse(await reply.json());
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.toSorted()).toEqual(describedRoutes().toSorted());
  expect(Object.keys(OPERATIONS).filter((route) => !routes.includes(route))).toEqual([]);
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(new Set(ids).size).toBe(ids.length);
  const undescribed = routes.filter((route) => OPERATIONS[route] === undefined);
  expect(undescribed).toEqual([]);
  expect(document["x-error-codes"]).toHaveProperty("insufficient_credit", 402);
});

test("every described example is a request the API takes, and its answer is as described", async () => {
  for (const [route, { access, reply, request }] of Object.entries(OPERATIONS)) {
    if (
      access === "management" ||
      route.includes("/v1/generation") ||
      route.includes("{id}") ||
      route.includes("/v1/auth/keys")
    )
      continue;
    if (request) expect(() => request.schema.parse(request.example), route).not.toThrow();
    const answer = await send(route);
    expect(answer.status, route).toBe(200);
    const text = await answer.text();
    if (reply) reply.parse(JSON.parse(text));
    else expect(text, route).not.toBe("");
  }
});

test("a response that is kept is as described", async () => {
  const ask = (method: string, path: string, body?: object) =>
    fetch(proxy.proxy.url + path, {
      method,
      headers: { authorization: `Bearer ${proxy.fixture.customer.key}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  const answered = await ask("POST", "/v1/responses", { model: TEST_MODEL, input: "Hello.", store: true });
  const path = `/v1/responses/${answered.headers.get("x-generation-id")}`;
  await answered.text();
  OPERATIONS["GET /v1/responses/{id}"]?.reply?.parse(await (await ask("GET", path)).json());
  expect((await ask("DELETE", path)).status).toBe(200);
});

test("a receipt is as described, and what a key may not do is refused in the described words", async () => {
  const answered = await send("POST /v1/chat/completions");
  const id = answered.headers.get("x-generation-id") ?? "";
  await proxy.receipt(id);
  const receipt = await (await proxy.get(`/v1/generation?id=${id}`)).json();
  OPERATIONS["GET /v1/generation"]?.reply?.parse(receipt);
  for (const route of Object.keys(OPERATIONS).filter((name) => OPERATIONS[name]?.access === "management")) {
    const refused = await send(route);
    expect(refused.status, route).toBe(403);
    ApiError.parse(await refused.json());
  }
  const unknown = await send("POST /v1/auth/keys");
  expect(unknown.status).toBeGreaterThanOrEqual(400);
});
