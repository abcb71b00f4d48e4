import { z } from "zod";

/** The part of JSON Schema that describes the processor's objects. `$ref` names a definition of the book. */
export interface Schema {
  readonly $ref?: string | undefined;
  readonly type?: "string" | "number" | "null" | "array" | "object" | undefined;
  readonly enum?: readonly (string | number | boolean)[] | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly items?: Schema | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  /** `false` closes the object; a schema makes it a map. */
  readonly additionalProperties?: false | Schema | undefined;
}

export interface SchemaBook {
  readonly requests: Readonly<Record<string, Schema>>;
  readonly objects: Readonly<Record<string, Schema>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

const Shape: z.ZodType<Schema> = z.lazy(() =>
  z.strictObject({
    $ref: z.string().optional(),
    type: z.enum(["string", "number", "null", "array", "object"]).optional(),
    enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
    anyOf: z.array(Shape).optional(),
    items: Shape.optional(),
    properties: z.record(z.string(), Shape).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.literal(false), Shape]).optional(),
  }),
);

export const SchemaBook = z.strictObject({
  requests: z.record(z.string(), Shape),
  objects: z.record(z.string(), Shape),
  definitions: z.record(z.string(), Shape),
});
