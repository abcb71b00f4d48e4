import { expect, test } from "vitest";
import { filterModels, type ListedModel } from "./filter-models.ts";
import { countFilters, filterQuery, ModelFilter, unfiltered } from "./model-filter.ts";

const usd = (text: number) => BigInt(Math.round(text * 1e9));
const model = (id: string, facts: Partial<ListedModel> & { price?: number } = {}): ListedModel => ({
  id,
  name: id.split("/")[1] ?? id,
  author: id.split("/")[0] ?? "",
  contextLength: 128_000,
  kind: "chat",
  features: [],
  inputModalities: ["text"],
  providers: [],
  releasedAt: null,
  input: facts.price === undefined ? null : { fromNano: usd(facts.price), toNano: usd(facts.price * 2) },
  output: null,
  ...facts,
});
const models = [
  model("acme/large", { price: 3, features: ["tools", "vision"], contextLength: 1_000_000 }),
  model("acme/small", { price: 0.1, features: ["tools"] }),
  model("beta/unpriced", { contextLength: 8_000 }),
];
const idsFor = (query: Record<string, string>) => filterModels(models, ModelFilter.parse(query)).map((one) => one.id);

test("every filter narrows the list, and together they narrow it further", () => {
  expect(idsFor({})).toHaveLength(3);
  expect(idsFor({ q: "ACME lar" })).toEqual(["acme/large"]);
  expect(idsFor({ author: "beta" })).toEqual(["beta/unpriced"]);
  expect(idsFor({ features: "tools,vision" })).toEqual(["acme/large"]);
  expect(idsFor({ context: "1000000" })).toEqual(["acme/large"]);
  expect(idsFor({ price: "0.1" })).toEqual(["acme/small"]);
  expect(idsFor({ author: "acme", price: "0.1", features: "vision" })).toEqual([]);
});

test("what it gives, what it reads, who serves it and how private it is each narrow the list", () => {
  const served = [
    model("acme/eyes", {
      inputModalities: ["text", "audio", "file"],
      providers: [
        { slug: "north", dataPolicy: "may_train" },
        { slug: "south", dataPolicy: "zero_retention" },
      ],
    }),
    model("acme/words", { features: ["open_weights"], providers: [{ slug: "north", dataPolicy: "no_training" }] }),
    model("acme/paint", { kind: "image", providers: [{ slug: "south", dataPolicy: "may_train" }] }),
  ];
  const found = (query: Record<string, string>) => filterModels(served, ModelFilter.parse(query)).map(({ id }) => id);
  expect(found({ kind: "image" })).toEqual(["acme/paint"]);
  expect(found({ reads: "audio,file" })).toEqual(["acme/eyes"]);
  expect(found({ features: "open_weights" })).toEqual(["acme/words"]);
  expect(found({ provider: "south" })).toEqual(["acme/eyes", "acme/paint"]);
  expect(found({ policy: "no_training" })).toEqual(["acme/eyes", "acme/words"]);
  expect(found({ policy: "zero_retention" })).toEqual(["acme/eyes"]);
});

test("a provider and a policy are asked of the same endpoint, not of two", () => {
  const split = [
    model("acme/split", {
      providers: [
        { slug: "north", dataPolicy: "may_train" },
        { slug: "south", dataPolicy: "zero_retention" },
      ],
    }),
  ];
  expect(filterModels(split, ModelFilter.parse({ provider: "north", policy: "no_training" }))).toEqual([]);
  expect(filterModels(split, ModelFilter.parse({ provider: "south", policy: "no_training" }))).toHaveLength(1);
});

test("taking every filter out keeps the order", () => {
  const filter = ModelFilter.parse({ q: "a", provider: "north", reads: "audio", sort: "input", page: "3" });
  expect(countFilters(filter)).toBe(3);
  expect(filterQuery(unfiltered(filter))).toBe("?sort=input");
});

test("a price limit includes the limit, and leaves out models without a price", () => {
  expect(idsFor({ price: "3" })).toEqual(["acme/large", "acme/small"]);
});

test("models without a price come after all others", () => {
  expect(idsFor({ sort: "input" })).toEqual(["acme/small", "acme/large", "beta/unpriced"]);
});

test("what an address says wrongly is left out", () => {
  const filter = ModelFilter.parse({ context: "12", price: "free", sort: "colour", page: "-3", features: ",,tools" });
  expect(filter).toMatchObject({ context: undefined, price: undefined, sort: "name", page: 1, features: ["tools"] });
});

test("a filter's address leads back to the same filter, and the plain list has a plain address", () => {
  expect(filterQuery(ModelFilter.parse({}))).toBe("");
  const query =
    "?q=a+b&author=acme&provider=north&kind=chat&features=tools,vision&reads=audio,file&policy=no_training&context=128000&price=0.5&sort=newest&page=2";
  expect(filterQuery(ModelFilter.parse(Object.fromEntries(new URLSearchParams(query))))).toBe(query);
});
