import fc from "fast-check";
import { expect, test } from "vitest";
import { priceCall } from "./price-call.ts";
import { isNotHigher, type PublishedMargin, resolveMargin } from "./resolve-margin.ts";
import { anyMarginChange, anyMarginPolicy, anyUnits } from "./testing/margins.ts";
import { termsFor } from "./versions.ts";

const margin = (version: number, basisPoints: number, effectiveAtMs = 0): PublishedMargin => ({
  id: `mgn_${version}`,
  version,
  effectiveAtMs,
  basisPoints,
  perRequestNano: 0n,
  perMillionTokensNano: 0n,
  perMillionUnitsNano: {},
  sponsoredMonthlyNano: 0n,
  overrides: {},
  minimumNano: 0n,
  capNano: null,
});

test("a lower margin applies at once", () => {
  expect(resolveMargin([margin(1, 2000), margin(2, 1500)], "mgn_1", 10)).toMatchObject({
    kind: "margin",
    margin: { id: "mgn_2" },
  });
});

test("a higher margin needs consent once it is in force, and before that the accepted one stays", () => {
  const published = [margin(1, 2000), margin(2, 2500, 100)];
  expect(resolveMargin(published, "mgn_1", 99)).toMatchObject({ kind: "margin", margin: { id: "mgn_1" } });
  expect(resolveMargin(published, "mgn_1", 100)).toMatchObject({ kind: "consent_required", proposed: { id: "mgn_2" } });
  expect(resolveMargin(published, "mgn_2", 100)).toMatchObject({ kind: "margin", margin: { id: "mgn_2" } });
});

test("a margin that removes a cap is a higher one", () => {
  const capped = { ...margin(1, 2000), capNano: 5n };
  expect(resolveMargin([capped, margin(2, 1000)], "mgn_1", 0).kind).toBe("consent_required");
});

test("a margin accepted ahead of its time applies from its day on, without a gap", () => {
  const published = [margin(1, 2000), margin(2, 2500, 100)];
  expect(resolveMargin(published, "mgn_2", 99)).toMatchObject({ kind: "margin", margin: { id: "mgn_1" } });
  expect(resolveMargin(published, "mgn_2", 100)).toMatchObject({ kind: "margin", margin: { id: "mgn_2" } });
});

const anyPrices = { input: 3_333_333n, output: 7_777_777n, cache_read: 0n, image: 10n ** 13n, search: 5n * 10n ** 12n };
const FEE = { basisPoints: 500, fixedNano: 0n };
/** Two models the margins below may name, and one they never do. */
const MODELS = ["acme/one", "acme/two", "acme/other"];

test("under a margin that is not higher, no call of any model carries a higher surcharge", () => {
  let notHigher = 0;
  fc.assert(
    fc.property(anyMarginChange, anyUnits(anyPrices), ({ next, current }, units) => {
      if (!isNotHigher(next, current)) return;
      notHigher++;
      for (const model of MODELS) {
        const surcharge = [next, current].map((policy) => {
          const priced = priceCall(units, { prices: anyPrices, fee: FEE, margin: termsFor(policy, model) });
          if (priced.kind !== "priced") throw new Error("every unit has a price");
          return priced.legs.surchargeNano;
        });
        expect((surcharge[0] ?? 0n) <= (surcharge[1] ?? 0n)).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
  expect(notHigher).toBeGreaterThan(100);
});

test("a margin is not higher than itself, and raising any one part of it, for any model, makes it higher", () => {
  fc.assert(
    fc.property(anyMarginPolicy, fc.constantFrom(null, ...MODELS), fc.nat(4), (policy, model, part) => {
      expect(isNotHigher(policy, policy)).toBe(true);
      const terms = model === null ? policy : termsFor(policy, model);
      const raised = [
        { ...terms, basisPoints: terms.basisPoints + 1 },
        { ...terms, perRequestNano: terms.perRequestNano + 1n },
        { ...terms, perMillionTokensNano: terms.perMillionTokensNano + 1n },
        { ...terms, perMillionUnitsNano: { ...terms.perMillionUnitsNano, search: 10n ** 12n } },
        { ...terms, capNano: null },
      ][part];
      if (raised === undefined || (part === 4 && terms.capNano === null)) return;
      const { overrides, sponsoredMonthlyNano } = policy;
      const next =
        model === null
          ? { ...raised, sponsoredMonthlyNano, overrides }
          : { ...policy, overrides: { ...overrides, [model]: raised } };
      expect(isNotHigher(next, policy)).toBe(false);
    }),
  );
});

test("naming a model makes a margin higher exactly when that model's terms rise", () => {
  const plain = margin(1, 2000);
  const named = (basisPoints: number) => ({ ...margin(2, 2000), overrides: { "acme/one": margin(0, basisPoints) } });
  expect(isNotHigher(named(1999), plain)).toBe(true);
  expect(isNotHigher(named(2001), plain)).toBe(false);
  // Dropping cheaper terms of a model puts it back under the dearer ones of all.
  expect(isNotHigher(plain, named(1999))).toBe(false);
});

test("the part for all tokens may be split into input and output, as long as neither rises", () => {
  const tokens = { ...margin(1, 0), perMillionTokensNano: 10n };
  const split = { ...margin(2, 0), perMillionUnitsNano: { input_token: 10n, output_token: 10n } };
  expect(isNotHigher(split, tokens)).toBe(true);
  expect(isNotHigher({ ...split, perMillionUnitsNano: { input_token: 1n, output_token: 11n } }, tokens)).toBe(false);
});

test("whatever was published, a call carries terms the customer accepted or lower ones", () => {
  const published = fc.array(fc.record({ policy: anyMarginPolicy, effectiveAtMs: fc.nat(100) }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(published, fc.nat(4), fc.nat(120), (versions, chosen, nowMs) => {
      const all = versions.map(({ policy, effectiveAtMs }, index) => ({
        ...policy,
        id: `mgn_${index}`,
        version: index,
        effectiveAtMs,
      }));
      const accepted = all[chosen % all.length];
      if (!accepted) throw new Error("there is at least one version");
      const resolved = resolveMargin(all, accepted.id, nowMs);
      if (resolved.kind === "margin") expect(isNotHigher(resolved.margin, accepted)).toBe(true);
      else expect(isNotHigher(resolved.proposed, accepted)).toBe(false);
    }),
  );
});

test("a margin that sponsors less is higher, and one that sponsors more is not", () => {
  fc.assert(
    fc.property(anyMarginPolicy, (policy) => {
      const { sponsoredMonthlyNano } = policy;
      expect(isNotHigher({ ...policy, sponsoredMonthlyNano: sponsoredMonthlyNano + 1n }, policy)).toBe(true);
      expect(isNotHigher(policy, { ...policy, sponsoredMonthlyNano: sponsoredMonthlyNano + 1n })).toBe(false);
    }),
  );
});
