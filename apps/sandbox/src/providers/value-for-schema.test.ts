import { expect, test } from "vitest";
import { z } from "zod";
import { seededRandom } from "./seeded-random.ts";
import { valueForSchema } from "./value-for-schema.ts";

const Order = z.strictObject({
  id: z.uuid(),
  city: z.string().min(2).max(20),
  kind: z.enum(["pickup", "delivery"]),
  lines: z
    .array(z.strictObject({ sku: z.string(), count: z.number().int().min(1).max(9) }))
    .min(1)
    .max(4),
  note: z.string().nullable(),
  weight: z.number().min(0.5).max(10),
  fixed: z.literal("v1"),
  when: z.iso.datetime(),
});

test("generated values satisfy their schema for any seed", () => {
  const schema = z.toJSONSchema(Order);
  for (let seed = 0; seed < 200; seed++) {
    Order.parse(valueForSchema(schema, "Deliver nine lamps to Porto tomorrow", seededRandom(seed)));
  }
});

test("references and recursion end", () => {
  const schema = {
    $ref: "#/$defs/node",
    $defs: {
      node: {
        type: "object",
        required: ["name", "next"],
        properties: { name: { type: "string" }, next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } },
      },
    },
  };
  const value = valueForSchema(schema, "a chain", seededRandom(1));
  expect(value).toHaveProperty("next.next");
});

test("strings come from the prompt where they fit", () => {
  const schema = { type: "object", properties: { city: { type: "string" }, unit: { enum: ["celsius", "kelvin"] } } };
  const value = valueForSchema(schema, "Weather in New York in kelvin please", seededRandom(3));
  expect(value).toEqual({ city: "New York", unit: "kelvin" });
});
