import { expect, test } from "vitest";
import { cheapestFirst } from "./cheapest-first.ts";

const offer = (id: string, providerName: string, prices: Record<string, bigint>) => ({ id, providerName, prices });
const ids = (...offers: ReturnType<typeof offer>[]) => cheapestFirst(offers, (one) => one).map(({ id }) => id);

test("endpoints are listed by input and output together, then by name, then by id", () => {
  expect(
    ids(
      offer("end_a", "Zephyr", { input: 3n, output: 9n }),
      offer("end_b", "Zephyr", { input: 1n, output: 1n }),
      offer("end_d", "Acme", { input: 2n, output: 10n }),
      offer("end_c", "Acme", { input: 6n, output: 6n }),
    ),
  ).toEqual(["end_b", "end_c", "end_d", "end_a"]);
});

test("where tokens have no price, the piece's decides", () => {
  const [dear, cheap] = [{ image: 5n, input: 0n }, { image: 4n }];
  expect(ids(offer("end_a", "Acme", dear), offer("end_b", "Zephyr", cheap))).toEqual(["end_b", "end_a"]);
  expect(ids(offer("end_a", "Acme", { search: 2n }), offer("end_b", "Zephyr", { search: 1n }))).toEqual([
    "end_b",
    "end_a",
  ]);
});
