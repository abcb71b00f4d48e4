import { ERROR_CATALOGUE } from "@tollgate/gateway/errors";
import { SCENARIOS } from "@tollgate/gateway/simulated/scenarios";
import { z } from "zod";
import { ACCOUNT_PATHS } from "../account-route.ts";
import { FIXED_POST_ROUTES, GEMINI_METHODS } from "../post-routes.ts";
import { OPERATIONS } from "./all-operations.ts";
import { CALLS, type Operation, type OperationRequest } from "./operations.ts";
import { ApiError } from "./schemas.ts";

/** Paths that take GET and are nobody's in particular. */
const PUBLIC_PATHS = [
  "/v1/models",
  "/v1/models/count",
  "/v1/models/{model}",
  "/v1/models/{model}/endpoints",
  "/v1/providers",
  "/v1/receipt-keys",
];

/** Every method and path of the API, from the tables that route it. */
export function describedRoutes(): string[] {
  const account = Object.entries(ACCOUNT_PATHS).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => `${method} ${path.replace("key_unknown", "{hash}").replace("gen-unknown", "{id}")}`,
    ),
  );
  return [
    ...Object.keys(FIXED_POST_ROUTES).map((path) => `POST ${path}`),
    ...GEMINI_METHODS.map((method) => `POST /v1beta/models/{model}:${method}`),
    ...PUBLIC_PATHS.map((path) => `GET ${path}`),
    ...account,
  ];
}

/** The API as an OpenAPI 3.1 document. A route nobody has described yet is in it all the same, by its name alone. */
export function describeApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of describedRoutes()) {
    const [method = "", path = ""] = route.split(" ");
    const described = OPERATIONS[route] ?? { summary: path.slice(4), tag: "Other", access: "key" as const };
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(route, described) };
  }
  const tags = [...new Set(Object.values(OPERATIONS).map(({ tag }) => tag))];
  return {
    openapi: "3.1.0",
    info: {
      title: "Tollgate API",
      version: "1",
      description: "One API for every model. Paths under /api/v1 are the same as those under /v1.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    // Relative to where the document was read.
    servers: [{ url: "/" }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "An API key, tg-…; x-api-key and x-goog-api-key are read too.",
        },
        management: {
          type: "http",
          scheme: "bearer",
          description: "A management key: it manages keys and calls no model.",
        },
      },
      schemas: { Error: toJson(ApiError) },
      responses: {
        Error: {
          description: "Refused; nothing was charged.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
        },
      },
    },
    "x-error-codes": Object.fromEntries(Object.entries(ERROR_CATALOGUE).map(([code, { status }]) => [code, status])),
  };
}

/** Read from calls with a test key only; any other call is served as if it were not there. */
const TEST_HEADER = {
  name: "X-Tollgate-Test",
  in: "header",
  required: false,
  description: "With a test key: which scenario the simulated model plays.",
  schema: { type: "string", enum: SCENARIOS.map(({ name }) => name) },
};

function describeOperation(route: string, operation: Operation): object {
  const { summary, tag, access, request, query } = operation;
  const path = route.slice(route.indexOf(" ") + 1);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(query ?? {}).map(([name, description]) => ({
    name,
    in: "query",
    description,
    schema: { type: "string" },
  }));
  const inHeader = tag === CALLS && route.startsWith("POST ") ? [TEST_HEADER] : [];
  const parameters = [...inPath, ...inQuery, ...inHeader];
  return {
    operationId: operationId(route),
    summary,
    tags: [tag],
    security: access === "none" ? [] : [{ [access]: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(request && { requestBody: { required: true, content: describeRequest(request) } }),
    responses: { "2XX": describeReply(operation), default: { $ref: "#/components/responses/Error" } },
  };
}

function describeRequest({ schema, example, file }: OperationRequest): object {
  if (file === undefined) return { "application/json": { schema: toJson(schema), example } };
  const { properties, ...rest } = z
    .looseObject({ properties: z.record(z.string(), z.looseObject({})) })
    .parse(toJson(schema));
  const asFile = { ...properties[file], type: "string", format: "binary" };
  return { "multipart/form-data": { schema: { ...rest, properties: { ...properties, [file]: asFile } }, example } };
}

function describeReply({ reply, replyType, streams = false }: Operation): object {
  if (replyType !== undefined)
    return {
      description: "The answer, as it is.",
      content: { [replyType]: { schema: { type: "string", format: "binary" } } },
    };
  return {
    description: streams ? "The answer, or server-sent events when a stream was asked for." : "The answer.",
    content: {
      "application/json": { schema: reply ? toJson(reply) : { type: "object" } },
      ...(streams && { "text/event-stream": { schema: { type: "string" } } }),
    },
  };
}

function toJson(schema: z.ZodType): object {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: "any" });
  return json;
}

/** "POST /v1/chat/completions" → "postChatCompletions". */
function operationId(route: string): string {
  const words = route
    .replace(/\/v1(?:beta)?\//, " ")
    .split(/[^A-Za-z]+/)
    .filter(Boolean);
  return words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
}
