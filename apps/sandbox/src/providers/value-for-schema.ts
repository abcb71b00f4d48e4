import type { SeededRandom } from "./seeded-random.ts";
import { properNoun, topicWords } from "./topic-words.ts";

const DEEPEST = 8;

type Schema = Record<string, unknown>;
type Scope = { root: Schema; prompt: string; random: SeededRandom; name: string; depth: number };

/** A value that satisfies a JSON schema, with strings taken from the prompt where they fit. `pattern` is not honoured. */
export function valueForSchema(schema: unknown, prompt: string, random: SeededRandom): unknown {
  const root = asSchema(schema);
  return build(root, { root, prompt, random, name: "value", depth: 0 });
}

function build(schema: Schema, scope: Scope): unknown {
  const resolved = resolve(schema, scope.root);
  if ("const" in resolved) {
    return resolved.const;
  }
  if (Array.isArray(resolved.enum) && resolved.enum.length > 0) {
    return pickEnum(resolved.enum, scope);
  }
  const choices = resolved.anyOf ?? resolved.oneOf;
  if (Array.isArray(choices) && choices.length > 0) {
    const real = choices.map(asSchema).find((choice) => choice.type !== "null" && scope.depth < DEEPEST);
    return build(real ?? asSchema(choices.at(-1)), inside(scope, scope.name));
  }
  switch (typeOf(resolved)) {
    case "object":
      return buildObject(resolved, scope);
    case "array":
      return buildArray(resolved, scope);
    case "integer":
    case "number":
      return buildNumber(resolved, scope);
    case "boolean":
      return scope.random.next() < 0.7;
    case "null":
      return null;
    default:
      return buildString(resolved, scope);
  }
}

/** The scope one level down, for a value of this name. */
function inside(scope: Scope, name: string): Scope {
  return { ...scope, name, depth: scope.depth + 1 };
}

function buildObject(schema: Schema, scope: Scope): Record<string, unknown> {
  const properties = Object.entries(asSchema(schema.properties));
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const wanted = properties.filter(([name]) => required.has(name) || scope.depth < 2);
  return Object.fromEntries(wanted.map(([name, value]) => [name, build(asSchema(value), inside(scope, name))]));
}

function buildArray(schema: Schema, scope: Scope): unknown[] {
  const least = asNumber(schema.minItems) ?? 0;
  const most = asNumber(schema.maxItems) ?? Math.max(least, 3);
  const preferred = scope.depth >= DEEPEST ? least : Math.min(most, Math.max(least, 2));
  return Array.from({ length: preferred }, () => build(asSchema(schema.items), inside(scope, scope.name)));
}

function buildNumber(schema: Schema, scope: Scope): number {
  const step = asNumber(schema.multipleOf) ?? (typeOf(schema) === "integer" ? 1 : 0.5);
  const above = asNumber(schema.exclusiveMinimum);
  const below = asNumber(schema.exclusiveMaximum);
  const low = above === undefined ? (asNumber(schema.minimum) ?? 1) : above + step;
  const high = below === undefined ? (asNumber(schema.maximum) ?? low + 20 * step) : below - step;
  const first = Math.ceil(low / step);
  const last = Math.max(first, Math.floor(high / step));
  return Number((scope.random.between(first, last) * step).toFixed(6));
}

const FORMATS: Record<string, string> = {
  date: "2026-03-14",
  "date-time": "2026-03-14T09:30:00Z",
  time: "09:30:00Z",
  email: "person@example.com",
  uri: "https://example.com/",
  uuid: "0b6f2c1e-7a52-4d7e-9c1b-2f7d5f0a9b31",
  ipv4: "192.0.2.10",
};

function buildString(schema: Schema, scope: Scope): string {
  const { name } = scope;
  const formatted = typeof schema.format === "string" ? FORMATS[schema.format] : undefined;
  if (formatted !== undefined) {
    return formatted;
  }
  const topics = topicWords(scope.prompt, 6);
  const isPlace = /city|location|place|country|name|person|destination/i.test(name);
  const isQuery = /query|question|text|prompt|summary|description|content/i.test(name);
  const plain = isPlace ? properNoun(scope.prompt) : isQuery ? topics.join(" ") : undefined;
  let text = plain || topics[scope.random.between(0, Math.max(0, topics.length - 1))] || name;
  const least = asNumber(schema.minLength) ?? 0;
  while (text.length < least) {
    text += ` ${name}`;
  }
  return text.slice(0, asNumber(schema.maxLength) ?? text.length);
}

/** An allowed value the prompt mentions, otherwise any. */
function pickEnum(values: readonly unknown[], scope: Scope): unknown {
  const prompt = scope.prompt.toLowerCase();
  const mentioned = values.find((value) => typeof value === "string" && prompt.includes(value.toLowerCase()));
  return mentioned ?? values[scope.random.between(0, values.length - 1)];
}

/** Follows local references and merges `allOf`. */
function resolve(schema: Schema, root: Schema): Schema {
  let current = schema;
  for (let hops = 0; typeof current.$ref === "string" && hops < DEEPEST; hops++) {
    const path = current.$ref.replace(/^#\/?/, "").split("/").filter(Boolean);
    current = path.reduce((value, key) => asSchema(value[key]), root);
  }
  if (!Array.isArray(current.allOf)) {
    return current;
  }
  return current.allOf
    .map((part) => resolve(asSchema(part), root))
    .reduce(mergeSchemas, { ...current, allOf: undefined });
}

function mergeSchemas(left: Schema, right: Schema): Schema {
  const required = [left.required, right.required].flatMap((names) => (Array.isArray(names) ? names : []));
  const properties = { ...asSchema(left.properties), ...asSchema(right.properties) };
  return { ...left, ...right, properties, required };
}

function typeOf(schema: Schema): string {
  const type = Array.isArray(schema.type) ? schema.type.find((entry) => entry !== "null") : schema.type;
  if (typeof type === "string") {
    return type;
  }
  return "properties" in schema ? "object" : "items" in schema ? "array" : "string";
}

function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function asNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
