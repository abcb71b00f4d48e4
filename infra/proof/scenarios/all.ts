import type { Scenarios } from "../crash-trials.ts";
import { AUDIT } from "./audit.ts";
import { BUYING } from "./buying.ts";
import { CALLS } from "./calls.ts";
import { CORRECTIONS } from "./corrections.ts";
import { MONEY_BACK } from "./money-back.ts";
import { PAYOUTS } from "./payouts.ts";
import { SPONSORSHIP } from "./sponsorship.ts";
import { SUSPICION } from "./suspicion.ts";

/** What is tried at every effect, by name. */
export const SCENARIOS: Scenarios = {
  ...CALLS,
  ...BUYING,
  ...MONEY_BACK,
  ...SUSPICION,
  ...CORRECTIONS,
  ...PAYOUTS,
  ...SPONSORSHIP,
  ...AUDIT,
};
