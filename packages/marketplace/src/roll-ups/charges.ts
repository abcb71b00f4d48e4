import { NOTED_CALLS } from "./noted-calls.ts";

/**
 * SQL of everything the workspace `$1` was charged, by `day`, `key_id` and `app_id` (empty for its own calls), with `calls`, `charge_nano` and
 * `surcharge_nano` before refunds: from the roll-up what is counted there, and from the calls what is not yet. One statement sees each call once.
 */
export const CHARGES = `(
    SELECT day, key_id, app_id, calls, charge_nano, surcharge_nano FROM usage_day WHERE workspace_id = $1
    UNION ALL
    SELECT c.day, c.key_id, c.app_id, 1, c.charge_nano, c.surcharge_nano
      FROM ${NOTED_CALLS} JOIN countable_call c ON c.id = noted.id
      WHERE c.workspace_id = $1)`;
