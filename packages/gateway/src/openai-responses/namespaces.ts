import { type JsonObject, objectsIn, textIn } from "../json-fields.ts";

/** Between a namespace and its function, for vendors that know functions only. */
const BETWEEN = "__";

/** Namespaces a request offers: groups of functions that go by the group's name and their own. */
export function namespacesOf(body: JsonObject): string[] {
  return objectsIn(body.tools).flatMap((tool) => (tool.type === "namespace" ? (textIn(tool.name) ?? []) : []));
}

/** The one name of a function in a namespace. */
export function flatName(namespace: string | null, name: string): string {
  return namespace === null || namespace === "" ? name : `${namespace}${BETWEEN}${name}`;
}

/** The other way round, for a call that came back. The longest namespace wins, as one may begin like another. */
export function splitName(flat: string, namespaces: readonly string[] = []): { name: string; namespace?: string } {
  const fitting = namespaces.filter((namespace) => flat.startsWith(`${namespace}${BETWEEN}`));
  const namespace = fitting.sort((a, b) => b.length - a.length)[0];
  return namespace === undefined ? { name: flat } : { name: flat.slice(namespace.length + BETWEEN.length), namespace };
}
