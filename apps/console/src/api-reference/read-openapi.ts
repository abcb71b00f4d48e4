import { z } from "zod";

const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
});

const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.unknown())),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        description: z.string().optional(),
        required: z.boolean().optional(),
      }),
    )
    .default([]),
  requestBody: z
    .object({
      content: z.record(z.string(), z.object({ schema: Schema, example: z.unknown() })),
    })
    .optional(),
  responses: z.looseObject({
    "2XX": z.object({ description: z.string(), content: z.record(z.string(), z.unknown()) }),
  }),
});

const OpenApi = z.object({
  tags: z.array(z.object({ name: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});

export interface ReferenceField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

export interface ReferenceOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly access: "none" | "key" | "management";
  readonly parameters: readonly ReferenceField[];
  readonly fields: readonly ReferenceField[];
  /** `null` for one without a body. */
  readonly example: unknown;
  /** Sent as a form with a file in it. */
  readonly isForm: boolean;
  readonly answers: string;
  readonly streams: boolean;
}

export interface ReferenceChapter {
  readonly name: string;
  readonly operations: readonly ReferenceOperation[];
}

/** What the API's own description says, in chapters as it lists them. @throws on a document of another shape. */
export function readOpenApi(document: unknown): ReferenceChapter[] {
  const { tags, paths } = OpenApi.parse(document);
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0] ?? "",
      shown: describe(method.toUpperCase(), path, operation),
    })),
  );
  const names = [...new Set([...tags.map(({ name }) => name), ...all.map(({ tag }) => tag)])];
  return names.map((name) => ({
    name,
    operations: all.filter(({ tag }) => tag === name).map(({ shown }) => shown),
  }));
}

function describe(method: string, path: string, operation: z.output<typeof Operation>): ReferenceOperation {
  const [scheme] = operation.security.flatMap((one) => Object.keys(one));
  const [sentAs, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [null, null];
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    access: scheme === "management" ? "management" : scheme === undefined ? "none" : "key",
    parameters: operation.parameters.map(({ name, in: where, description = "", required = false }) => ({
      name,
      type: where === "path" ? "in the path" : "in the query",
      required,
      description,
    })),
    fields: body ? fieldsOf(body.schema) : [],
    example: body?.example ?? null,
    isForm: sentAs === "multipart/form-data",
    answers: operation.responses["2XX"].description,
    streams: "text/event-stream" in operation.responses["2XX"].content,
  };
}

function fieldsOf({ properties = {}, required = [] }: z.output<typeof Schema>): ReferenceField[] {
  return Object.entries(properties).map(([name, value]) => {
    const field = Schema.safeParse(value).data ?? {};
    return { name, type: typeOf(field), required: required.includes(name), description: field.description ?? "" };
  });
}

function typeOf(field: z.output<typeof Schema>): string {
  if (field.enum) return field.enum.map(String).join(" | ");
  if (field.anyOf) return [...new Set(field.anyOf.map((one) => typeOf(Schema.safeParse(one).data ?? {})))].join(" | ");
  return Array.isArray(field.type) ? field.type.join(" | ") : (field.type ?? "any");
}
