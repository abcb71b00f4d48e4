import {
  type ConformanceCell as Cell,
  listConformance as list,
  type ConformanceRow as Row,
  type SurfaceConformance,
} from "@tollgate/marketplace/inference/list-conformance";

export type ConformanceCell = Cell;
export type ConformanceRow = Row;

/** What every surface carries on every dialect, for the documentation. */
export function listConformance(): SurfaceConformance[] {
  return list();
}
