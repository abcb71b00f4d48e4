import {
  listTestScenarios as list,
  type TestScenarioView as View,
} from "@tollgate/marketplace/test-mode/list-test-scenarios";

export type TestScenarioView = View;

/** What test calls can be made to run into, for the documentation. */
export function listTestScenarios(): readonly TestScenarioView[] {
  return list();
}
