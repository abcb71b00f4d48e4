import type { StripeState } from "./stripe-store.ts";

/** Where an id of each kind is found. */
function lookUp(state: StripeState, id: string): object | undefined {
  const kind = id.slice(0, id.indexOf("_"));
  switch (kind) {
    case "pi":
      return state.paymentIntents[id];
    case "pm":
      return state.paymentMethods[id];
    case "ch":
      return state.charges[id];
    case "txn":
      return state.balanceTransactions[id];
    case "cus":
      return state.customers[id];
    case "cs":
      return state.sessions[id]?.session;
    case "seti":
      return state.setupIntents[id];
    case "re":
      return state.refunds[id];
    case "du":
      return state.disputes[id];
    case "tr":
      return state.transfers[id];
    case "trr":
      return Object.values(state.transfers)
        .flatMap(({ reversals }) => reversals.data)
        .find((reversal) => reversal.id === id);
    case "po":
      return state.payouts[id];
    default:
      return undefined;
  }
}

/** A copy of an object in which the ids at the given dotted paths are replaced by the objects they name. */
export function expandPaths(state: StripeState, object: object, paths: readonly string[]): unknown {
  let expanded: unknown = structuredClone(object);
  for (const path of paths) {
    expanded = expandOne(state, expanded, path.split("."));
  }
  return expanded;
}

function expandOne(state: StripeState, value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (Array.isArray(value)) {
    return value.map((entry) => expandOne(state, entry, path));
  }
  if (name === undefined || typeof value !== "object" || value === null || !(name in value)) {
    return value;
  }
  const child: unknown = Reflect.get(value, name);
  const found = typeof child === "string" ? lookUp(state, child) : undefined;
  const next = found === undefined ? child : structuredClone(found);
  return { ...value, [name]: expandOne(state, next, rest) };
}
