import type { ScenarioName } from "@tollgate/gateway/simulated/scenarios";
import { priceOutcome } from "@tollgate/marketplace/inference/price-outcome";
import { refuseAdmission } from "@tollgate/marketplace/test-mode/refuse-admission";
import type { CallDesk } from "../call-desk.ts";
import { refuseRoute } from "./refuse-route.ts";
import { simulatedEndpoint } from "./simulated-targets.ts";

/** What is told of a test call's end. */
export type Told = Parameters<CallDesk["finish"]>;

/** The desk of one test call: terms and prices are the marketplace's, and nothing is held, extended, noted or settled. */
export function testDesk(
  desk: CallDesk,
  scenario: ScenarioName | null,
  tell: (...end: Told) => Promise<void>,
): CallDesk {
  return {
    ...desk,
    async admit(input) {
      const refusal = refuseRoute(scenario, input.model.id);
      if (refusal !== null) throw refusal;
      const result = desk.testMode.admit({ ...input, candidates: input.candidates.map(simulatedEndpoint) });
      return result.kind === "admitted" ? (refuseAdmission(scenario, result.admission) ?? result) : result;
    },
    quote: async (input) => desk.testMode.quote(input),
    extend: async () => ({ kind: "exhausted" }),
    checkpoint: async () => undefined,
    async finish(admission, outcome) {
      await tell(admission, outcome);
      return { kind: "finished", legs: priceOutcome(admission, outcome) };
    },
  };
}
