import table from "@tollgate/gateway/conformance.json" with { type: "json" };

/** What becomes of a feature in one pairing. */
export interface ConformanceCell {
  readonly dialect: string;
  readonly outcome: "carried" | "carried as bytes" | "refused" | "left out" | "no word" | "not told";
  /** What is refused or left out, as errors and headers name it; a sentence where the surface itself refuses. */
  readonly named: string | null;
}

export interface ConformanceRow {
  readonly feature: string;
  readonly cells: readonly ConformanceCell[];
}

export interface SurfaceConformance {
  readonly surface: string;
  /** What callers can ask for. */
  readonly asked: readonly ConformanceRow[];
  /** What replies can tell. */
  readonly told: readonly ConformanceRow[];
}

/** Every surface on every dialect, as the tests of the gateway proved it when they last ran. */
export function listConformance(): SurfaceConformance[] {
  return Object.entries(table.asked).map(([surface, asked]) => {
    const [, told] = Object.entries(table.told).find(([name]) => name === surface) ?? [surface, {}];
    return { surface, asked: rowsOf(asked), told: rowsOf(told) };
  });
}

function rowsOf(rows: Readonly<Record<string, Readonly<Record<string, string>>>>): ConformanceRow[] {
  return Object.entries(rows).map(([feature, cells]) => ({
    feature,
    cells: Object.entries(cells).map(([dialect, cell]) => ({ dialect, ...readCell(cell) })),
  }));
}

/** @throws RangeError for an outcome that nobody here knows a word for, so that the page cannot show a cell empty. */
function readCell(cell: string): Omit<ConformanceCell, "dialect"> {
  const [outcome = "", ...rest] = cell.split(": ");
  const named = rest.length === 0 ? null : rest.join(": ");
  switch (outcome) {
    case "carried":
    case "carried as bytes":
    case "refused":
    case "left out":
    case "no word":
    case "not told":
      return { outcome, named };
    default:
      throw new RangeError(`the conformance table says ${cell}`);
  }
}
