import { expect, test, vi } from "vitest";
import { finderFault } from "./finder-fault.ts";

const source = (name: string, hasFailed: boolean) => ({ name, hasFailed, onRetry: vi.fn() });

test("a finder that has everything says nothing", () => {
  expect(finderFault([source("The list of models", false), source("The documentation", false)])).toBeUndefined();
});

test("what failed is named and asked for again, and nothing else is", () => {
  const models = source("The list of models", false);
  const docs = source("The documentation", true);
  const fault = finderFault([models, docs]);
  expect(fault?.text).toBe("The documentation could not be loaded and is not searched.");
  fault?.onRetry();
  expect(docs.onRetry).toHaveBeenCalledOnce();
  expect(models.onRetry).not.toHaveBeenCalled();
});

test("two failures are one sentence", () => {
  const both = [source("The list of models", true), source("The documentation", true)];
  const fault = finderFault(both);
  expect(fault?.text).toBe("The list of models and the documentation could not be loaded and are not searched.");
  fault?.onRetry();
  for (const one of both) expect(one.onRetry).toHaveBeenCalledOnce();
});
