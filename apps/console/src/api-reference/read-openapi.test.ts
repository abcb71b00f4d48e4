import { expect, test } from "vitest";
import { readOpenApi } from "./read-openapi.ts";

const operation = {
  operationId: "postThing",
  summary: "A thing",
  tags: ["Things"],
  security: [{ key: [] }],
  parameters: [{ name: "model", in: "path", required: true, schema: {} }],
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: {
          type: "object",
          required: ["name"],
          properties: {
            name: { type: "string", description: "Its name." },
            size: { anyOf: [{ type: "number" }, { type: "string" }] },
            sort: { enum: ["a", "b"] },
          },
        },
        example: { name: "x" },
      },
    },
  },
  responses: { "2XX": { description: "The thing.", content: { "text/event-stream": {} } } },
};

test("a description becomes chapters of operations with their fields", () => {
  const chapters = readOpenApi({ tags: [{ name: "Things" }], paths: { "/v1/{model}": { post: operation } } });
  expect(chapters).toMatchObject([
    {
      name: "Things",
      operations: [
        {
          method: "POST",
          access: "key",
          streams: true,
          parameters: [{ name: "model", type: "in the path", required: true }],
          fields: [
            { name: "name", type: "string", required: true, description: "Its name." },
            { name: "size", type: "number | string", required: false },
            { name: "sort", type: "a | b" },
          ],
        },
      ],
    },
  ]);
});

test("another document is refused rather than shown in part", () => {
  expect(() => readOpenApi({ paths: {} })).toThrow();
});
