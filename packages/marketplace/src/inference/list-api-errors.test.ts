import { ERROR_CATALOGUE } from "@tollgate/gateway/errors";
import { expect, test } from "vitest";
import { listApiErrors } from "./list-api-errors.ts";

test("every error of the catalogue is listed once, by status, with a sentence that leaves nothing open", () => {
  const errors = listApiErrors();
  expect(errors.map(({ code }) => code).toSorted()).toEqual(Object.keys(ERROR_CATALOGUE).toSorted());
  expect(errors.map(({ status }) => status)).toEqual(errors.map(({ status }) => status).toSorted((a, b) => a - b));
  for (const { message } of errors) expect(message).not.toMatch(/""| \? |undefined|null/);
});
