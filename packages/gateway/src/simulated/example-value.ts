import { isRecord } from "../is-record.ts";
import { type JsonObject, numberIn, objectIn, textIn } from "../json-fields.ts";

/** Deeper schemas, or ones that contain themselves, get their shortest value. */
const DEEPEST = 6;

const FORMATS: ReadonlyMap<string, string> = new Map([
  ["date", "2026-01-31"],
  ["date-time", "2026-01-31T12:00:00Z"],
  ["time", "12:00:00Z"],
  ["email", "person@example.com"],
  ["uri", "https://example.com/"],
  ["uuid", "00000000-0000-4000-8000-000000000000"],
  ["ipv4", "192.0.2.1"],
]);

/** A value that fits a JSON schema, always the same one. `pattern` is not honoured. */
export function exampleValue(schema: unknown): unknown {
  const root = objectIn(schema);
  return exampleOf(root, { root, name: "value", depth: 0 });
}

interface Place {
  readonly root: JsonObject;
  readonly name: string;
  readonly depth: number;
}

function exampleOf(given: JsonObject, place: Place): unknown {
  const schema = resolved(given, place.root);
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0];
  const choices = [schema.anyOf, schema.oneOf].find((list) => Array.isArray(list) && list.length > 0);
  if (Array.isArray(choices)) {
    const inner = choices.map(objectIn);
    return exampleOf(inner.find((choice) => choice.type !== "null") ?? {}, { ...place, depth: place.depth + 1 });
  }
  switch (typeOf(schema)) {
    case "object":
      return members(schema, place);
    case "array":
      return items(schema, place);
    case "integer":
    case "number":
      return number(schema);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return text(schema, place.name);
  }
}

function members(schema: JsonObject, { root, depth }: Place): JsonObject {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const wanted = Object.entries(objectIn(schema.properties)).filter(([name]) => required.has(name) || depth < 2);
  if (depth >= DEEPEST) return {};
  return Object.fromEntries(
    wanted.map(([name, value]) => [name, exampleOf(objectIn(value), { root, name, depth: depth + 1 })]),
  );
}

function items(schema: JsonObject, { root, name, depth }: Place): unknown[] {
  const least = numberIn(schema.minItems) ?? 0;
  const length = depth >= DEEPEST ? least : Math.max(1, least);
  return Array.from({ length }, () => exampleOf(objectIn(schema.items), { root, name, depth: depth + 1 }));
}

function number(schema: JsonObject): number {
  const step = numberIn(schema.multipleOf) ?? 1;
  const above = numberIn(schema.exclusiveMinimum);
  const most = numberIn(schema.maximum) ?? numberIn(schema.exclusiveMaximum);
  const least = above === null ? numberIn(schema.minimum) : above + step;
  if (least !== null) return Math.ceil(least / step) * step;
  return most !== null && most < step ? Math.floor(most / step) * step : step;
}

function text(schema: JsonObject, name: string): string {
  const formatted = FORMATS.get(textIn(schema.format) ?? "");
  if (formatted !== undefined) return formatted;
  const plain = `test ${name}`.padEnd(numberIn(schema.minLength) ?? 0, ".");
  return plain.slice(0, numberIn(schema.maxLength) ?? plain.length);
}

/** Follows references inside the schema and puts the parts of `allOf` together. */
function resolved(schema: JsonObject, root: JsonObject): JsonObject {
  let found = schema;
  for (let hops = 0; typeof found.$ref === "string" && hops < DEEPEST; hops += 1) {
    const path = found.$ref.replace(/^#\/?/, "").split("/").filter(Boolean);
    found = path.reduce<JsonObject>((inside, key) => objectIn(inside[key]), root);
  }
  if (!Array.isArray(found.allOf)) return found;
  const { allOf, ...rest } = found;
  return allOf
    .filter(isRecord)
    .map((part) => resolved(part, root))
    .reduce(merged, rest);
}

function merged(left: JsonObject, right: JsonObject): JsonObject {
  const required = [left.required, right.required].flatMap((names) => (Array.isArray(names) ? names : []));
  return { ...left, ...right, properties: { ...objectIn(left.properties), ...objectIn(right.properties) }, required };
}

function typeOf(schema: JsonObject): string {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;
  if (typeof type === "string") return type;
  if ("properties" in schema) return "object";
  return "items" in schema ? "array" : "string";
}
