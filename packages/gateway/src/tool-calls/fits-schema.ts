import { isRecord } from "../is-record.ts";
import { type JsonObject, objectIn } from "../json-fields.ts";

/** Steps after which a value is taken to fit: a schema may be made to cost a lot. */
const MOST_STEPS = 5_000;
const DEEPEST = 64;

interface Check {
  readonly root: unknown;
  steps: number;
  depth: number;
}

/**
 * Whether a value is what a JSON schema asks, as far as models are told to keep to it: types, members, items, choices and bounds. What it does not
 * know (patterns, formats, conditions) it takes to be met, so that a doubt never speaks against an endpoint.
 * Source: https://json-schema.org/draft/2020-12; Gemini's upper-case types and `nullable` are taken too.
 */
export function fitsSchema(schema: unknown, value: unknown): boolean {
  return fits(schema, value, { root: schema, steps: 0, depth: 0 });
}

function fits(schema: unknown, value: unknown, check: Check): boolean {
  check.steps += 1;
  if (schema === false) return false;
  if (!isRecord(schema) || check.steps > MOST_STEPS || check.depth > DEEPEST) return true;
  check.depth += 1;
  const does = meets(schema, value, check);
  check.depth -= 1;
  return does;
}

function meets(schema: JsonObject, value: unknown, check: Check): boolean {
  if (typeof schema.$ref === "string") return fits(referred(check.root, schema.$ref), value, check);
  if (value === null && schema.nullable === true) return true;
  if (!isOfType(schema.type, value)) return false;
  if (Array.isArray(schema.enum) && !schema.enum.some((one) => isSame(one, value))) return false;
  if (schema.const !== undefined && !isSame(schema.const, value)) return false;
  const inner = (one: unknown) => fits(one, value, check);
  if (Array.isArray(schema.allOf) && !schema.allOf.every(inner)) return false;
  if (Array.isArray(schema.anyOf) && !schema.anyOf.some(inner)) return false;
  // Of one of them is asked at least that: two that both fit are the schema's doing.
  if (Array.isArray(schema.oneOf) && !schema.oneOf.some(inner)) return false;
  if (Array.isArray(value)) return itemsFit(schema, value, check);
  if (isRecord(value)) return membersFit(schema, value, check);
  return isWithin(schema, value);
}

function referred(root: unknown, reference: string): unknown {
  if (!reference.startsWith("#")) return true;
  let found = root;
  for (const step of reference.slice(1).split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (!isRecord(found) || !Object.hasOwn(found, name)) return true;
    found = found[name];
  }
  return found;
}

function isOfType(type: unknown, value: unknown): boolean {
  if (Array.isArray(type)) return type.some((one) => isOfType(one, value));
  if (typeof type !== "string") return true;
  switch (type.toLowerCase()) {
    case "object":
      return isRecord(value) && !Array.isArray(value);
    case "array":
      return Array.isArray(value);
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "integer":
      return Number.isInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "null":
      return value === null;
    default:
      return true;
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));
}

function itemsFit(schema: JsonObject, value: readonly unknown[], check: Check): boolean {
  if (outside(value.length, schema.minItems, schema.maxItems)) return false;
  const first = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  return value.every((item, at) => fits(at < first.length ? first[at] : schema.items, item, check));
}

function membersFit(schema: JsonObject, value: JsonObject, check: Check): boolean {
  const properties = objectIn(schema.properties);
  if (Array.isArray(schema.required) && schema.required.some((name) => !Object.hasOwn(value, String(name))))
    return false;
  // Names that follow a pattern are not read, so nothing can be said of the others.
  const others = isRecord(schema.patternProperties) ? true : schema.additionalProperties;
  return Object.entries(value).every(([name, member]) =>
    fits(Object.hasOwn(properties, name) ? properties[name] : others, member, check),
  );
}

function isWithin(schema: JsonObject, value: unknown): boolean {
  if (typeof value === "number")
    return (
      !outside(value, schema.minimum, schema.maximum) &&
      !(typeof schema.exclusiveMinimum === "number" && value <= schema.exclusiveMinimum) &&
      !(typeof schema.exclusiveMaximum === "number" && value >= schema.exclusiveMaximum)
    );
  return typeof value !== "string" || !outside([...value].length, schema.minLength, schema.maxLength);
}

function outside(size: number, least: unknown, most: unknown): boolean {
  return (typeof least === "number" && size < least) || (typeof most === "number" && size > most);
}
