import type { Schema } from "./schema.ts";

export type ShapeProblem = {
  path: readonly string[];
  kind: "unknown" | "missing" | "integer" | "empty" | "invalid";
  value: unknown;
  expected: string;
};

export type ShapeReading = { ok: true; value: unknown } | { ok: false; problem: ShapeProblem };

export type ShapeRules = {
  definitions: Readonly<Record<string, Schema>>;
  /** Form bodies carry text only: numbers and booleans are read from it. */
  fromForm: boolean;
};

type Place = { rules: ShapeRules; path: readonly string[] };

/** Reads a value by its schema, or says where and how it first departs from it. */
export function readShape(schema: Schema, value: unknown, place: Place): ShapeReading {
  if (schema.$ref !== undefined) return readShape(definition(schema.$ref, place), value, place);
  if (schema.anyOf !== undefined) return readAnyOf(schema.anyOf, value, place);
  if (schema.enum !== undefined) return readEnum(schema.enum, value, place);
  switch (schema.type) {
    case undefined:
      return { ok: true, value };
    case "null":
      return value === null ? { ok: true, value } : failed(place, value, "null");
    case "string":
      return typeof value === "string" ? { ok: true, value } : failed(place, value, "a string");
    case "number":
      return readNumber(value, place);
    case "array":
      return readArray(schema, value, place);
    case "object":
      return readObject(schema, value, place);
  }
}

function definition(name: string, place: Place): Schema {
  const schema = place.rules.definitions[name];
  if (schema === undefined) throw new Error(`The schemas have no definition ${name}.`);
  return schema;
}

function failed(place: Place, value: unknown, expected: string): ShapeReading {
  return { ok: false, problem: { path: place.path, kind: value === "" ? "empty" : "invalid", value, expected } };
}

function failedAs(kind: ShapeProblem["kind"], place: Place, value: unknown): ShapeReading {
  return { ok: false, problem: { path: place.path, kind, value, expected: EXPECTED[kind] } };
}

const EXPECTED: Record<ShapeProblem["kind"], string> = {
  unknown: "nothing",
  missing: "a value",
  integer: "an integer",
  empty: "a value",
  invalid: "another value",
};

/** The first alternative that fits; when none does, the problem found deepest inside, which says most. */
function readAnyOf(choices: readonly Schema[], value: unknown, place: Place): ShapeReading {
  let deepest: ShapeReading = failed(place, value, "one of several forms");
  let depth = -1;
  for (const choice of choices) {
    const reading = readShape(choice, value, place);
    if (reading.ok) return reading;
    if (reading.problem.path.length > depth) {
      deepest = reading;
      depth = reading.problem.path.length;
    }
  }
  return deepest;
}

function readEnum(values: readonly (string | number | boolean)[], value: unknown, place: Place): ShapeReading {
  const found = values.find((one) => one === value || (place.rules.fromForm && String(one) === value));
  if (found !== undefined) return { ok: true, value: found };
  return failed(place, value, `one of ${values.slice(0, 12).join(", ")}`);
}

function readNumber(value: unknown, place: Place): ShapeReading {
  if (typeof value === "number" && !place.rules.fromForm) return { ok: true, value };
  if (typeof value === "string" && place.rules.fromForm && /^-?\d+(\.\d+)?$/.test(value))
    return { ok: true, value: Number(value) };
  return failedAs("integer", place, value);
}

function readArray(schema: Schema, value: unknown, place: Place): ShapeReading {
  if (!Array.isArray(value)) return failed(place, value, "an array");
  const items: unknown[] = [];
  for (const [index, item] of value.entries()) {
    const reading = readShape(schema.items ?? {}, item, { ...place, path: [...place.path, String(index)] });
    if (!reading.ok) return reading;
    items.push(reading.value);
  }
  return { ok: true, value: items };
}

function readObject(schema: Schema, value: unknown, place: Place): ShapeReading {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return failed(place, value, "an object");
  const read: Record<string, unknown> = {};
  for (const [name, child] of Object.entries(value)) {
    if (child === undefined) continue;
    const inside = { ...place, path: [...place.path, name] };
    const childSchema = schema.properties?.[name] ?? (schema.additionalProperties || undefined);
    if (childSchema === undefined) return failedAs("unknown", inside, child);
    const reading = readShape(childSchema, child, inside);
    if (!reading.ok) return reading;
    read[name] = reading.value;
  }
  const missing = (schema.required ?? []).find((name) => read[name] === undefined);
  if (missing !== undefined) return failedAs("missing", { ...place, path: [...place.path, missing] }, undefined);
  return { ok: true, value: read };
}
