import { SCENARIOS } from "@tollgate/gateway/simulated/scenarios";

export interface TestScenarioView {
  readonly name: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** Of the catalogue of errors; `null` when the call is answered. */
  readonly code: string | null;
  readonly meaning: string;
}

/** What test calls can be made to run into. Public: it names nobody and nothing. */
export function listTestScenarios(): readonly TestScenarioView[] {
  return SCENARIOS;
}
