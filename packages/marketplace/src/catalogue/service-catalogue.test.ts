import { MODEL_KINDS, modelKind } from "@tollgate/gateway/model-kind";
import { pricesService } from "@tollgate/gateway/services/service-units";
import { SERVICES } from "@tollgate/gateway/services/services";
import { expect, test } from "vitest";
import { embeddedCatalogue } from "./embedded-catalogue.ts";
import { serviceCatalogue } from "./service-catalogue.ts";

const NOW = new Date("2026-10-15T12:00:00Z");
const catalogue = serviceCatalogue(NOW);

test("every kind of model but chat is in the catalogue, each with a price for all it can come to", () => {
  const kinds = new Set(catalogue.map(({ outputModalities }) => modelKind(outputModalities)));
  expect([...kinds].sort()).toEqual(MODEL_KINDS.filter((kind) => kind !== "chat").sort());
  for (const { id, outputModalities, prices } of catalogue) {
    const services = Object.values(SERVICES).filter(({ kind }) => kind === modelKind(outputModalities));
    expect(services.length, id).toBeGreaterThan(0);
    for (const service of services) expect(pricesService(service, prices), id).toBe(true);
  }
});

test("list prices are exact", () => {
  const pricesOf = (id: string) => catalogue.find((model) => model.id === id)?.prices;
  expect(pricesOf("openai/text-embedding-3-small")).toEqual({ input: 20_000_000n });
  // 0.36 USD an hour.
  expect(pricesOf("openai/whisper-1")).toEqual({ audio_second: 100_000_000_000n });
  expect(pricesOf("cohere/rerank-v3.5")).toEqual({ search: 2_000_000_000_000n });
});

test("no model is in both catalogues, and each is described by what it does", () => {
  const chats = new Set(embeddedCatalogue(NOW).map(({ id }) => id));
  for (const { id, name, description } of catalogue) {
    expect(chats.has(id), id).toBe(false);
    expect(description.startsWith(`${name} by `), id).toBe(true);
  }
});
