/** What a form-encoded body decodes to. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };
export type FormObject = { [name: string]: FormValue };

const DEEPEST = 8;

/** Decodes Stripe's bracket notation (`line_items[0][price_data][currency]=usd`, `expand[]=x`) into nested values. */
export function decodeForm(encoded: string): FormObject {
  const root: FormObject = {};
  for (const [key, value] of new URLSearchParams(encoded)) {
    const path = [key.split("[", 1)[0] ?? key, ...[...key.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "")];
    if (path.length <= DEEPEST && !path.includes("__proto__")) {
      assign(root, path, value);
    }
  }
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, listsFromNumbers(value)]));
}

function assign(root: FormObject, path: readonly string[], value: string): void {
  let target = root;
  for (const [depth, name] of path.entries()) {
    const key = name === "" ? String(Object.keys(target).length) : name;
    if (depth === path.length - 1) {
      target[key] = value;
      return;
    }
    const next = target[key];
    const branch: FormObject = typeof next === "object" && !Array.isArray(next) ? next : {};
    target[key] = branch;
    target = branch;
  }
}

/** An object whose names are all numbers was a list. */
function listsFromNumbers(value: FormValue): FormValue {
  if (typeof value === "string" || Array.isArray(value)) {
    return value;
  }
  const entries = Object.entries(value).map(([name, child]): [string, FormValue] => [name, listsFromNumbers(child)]);
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) {
    return entries.sort(([left], [right]) => Number(left) - Number(right)).map(([, child]) => child);
  }
  return Object.fromEntries(entries);
}
