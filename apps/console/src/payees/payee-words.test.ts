import { expect, test } from "vitest";
import { payeeStanding, taxFormName } from "./payee-words.ts";

test("what finance did comes before what the processor and the bank say", () => {
  const ready = { status: "enabled", pauseNote: null, bankProblem: null } as const;
  expect(payeeStanding(ready).word).toBe("Ready");
  expect(payeeStanding({ ...ready, bankProblem: "closed" }).word).toBe("Refused by the bank");
  expect(payeeStanding({ ...ready, bankProblem: "closed", status: "restricted" }).word).toBe("Incomplete");
  expect(payeeStanding({ ...ready, status: "restricted", pauseNote: "Looked into" }).word).toBe("Paused");
});

test("forms have the names that people know", () => {
  expect(taxFormName("w8bene")).toBe("W-8BEN-E");
});
