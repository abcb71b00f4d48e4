import type { Services } from "../context.ts";
import { MarketplaceError } from "../errors.ts";
import { CORRECTION_SQL, type CorrectionRow, type CorrectionView, toCorrectionView } from "./correction-view.ts";

/** @throws MarketplaceError `not_found` when there is none with this id. */
export async function readCorrection({ db }: Pick<Services, "db">, id: string): Promise<CorrectionView> {
  const { rows } = await db.pool.query<CorrectionRow>(`${CORRECTION_SQL} WHERE r.id = $1`, [id]);
  const [row] = rows;
  if (!row) throw new MarketplaceError("not_found", "There is no such request.");
  return toCorrectionView(row);
}
