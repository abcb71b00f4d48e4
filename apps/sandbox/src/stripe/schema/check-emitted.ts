import { readShape } from "./read-shape.ts";
import { schemaBook } from "./schema-book.ts";

/**
 * Checks an object that is about to leave the sandbox, and whatever it carries, against the SDK's declarations.
 * @throws Error naming the field: the sandbox would otherwise teach the product a Stripe that does not exist.
 */
export function checkEmitted(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) checkEmitted(item);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const kind: unknown = Reflect.get(value, "object");
  if (kind === "list" || kind === undefined) {
    checkEmitted(Reflect.get(value, "data"));
    return;
  }
  if (kind === "event") checkEmitted(Reflect.get(Reflect.get(value, "data") ?? {}, "object"));
  const { objects, definitions } = schemaBook();
  const schema = typeof kind === "string" ? objects[kind] : undefined;
  if (schema === undefined) throw new Error(`The sandbox emitted a ${String(kind)}, which it has no schema for.`);
  const reading = readShape(schema, value, { rules: { definitions, fromForm: false }, path: [] });
  if (reading.ok) return;
  const { path, expected, kind: problem } = reading.problem;
  throw new Error(`The sandbox emitted a ${String(kind)} whose ${path.join(".")} is ${problem}: expected ${expected}.`);
}
