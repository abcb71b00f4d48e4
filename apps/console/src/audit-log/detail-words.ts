/** What a deed noted down, one thing after the other: `{"added":3,"by":{"id":1}}` becomes “added 3 · by id 1”. */
export function detailWords(json: string): string {
  return partsOf(JSON.parse(json)).join(" · ");
}

function partsOf(value: unknown): string[] {
  if (value === null || value === "") return [];
  if (Array.isArray(value)) return value.length === 0 ? [] : [value.flatMap(partsOf).join(", ")];
  if (typeof value !== "object") return [String(value)];
  return Object.entries(value).flatMap(([name, part]) => {
    const said = partsOf(part);
    return said.length === 0 ? [] : [`${spaced(name)} ${said.join(", ")}`];
  });
}

/** `feeVersionId` as people write it: “fee version id”. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
