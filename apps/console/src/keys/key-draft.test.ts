import { expect, test } from "vitest";
import { expiryDay, readKeyDraft } from "./key-draft.ts";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ name: "Server", limitReset: "never", ...fields }))
    data.append(name, value);
  return data;
}

test("an empty field is no limit", () => {
  const read = readKeyDraft(form({}));
  expect(read).toEqual({
    ok: true,
    draft: {
      name: "Server",
      limitUsd: null,
      limitReset: "never",
      requestsPerMinute: null,
      tokensPerMinute: null,
      maxConcurrency: null,
      expiresAt: null,
      allowedModels: [],
      allowedAddresses: [],
      cacheTtlSeconds: null,
    },
  });
  expect(readKeyDraft(form({ cacheTtlSeconds: "never" }))).toMatchObject({ draft: { cacheTtlSeconds: null } });
  expect(readKeyDraft(form({ cacheTtlSeconds: "3600" }))).toMatchObject({ draft: { cacheTtlSeconds: 3_600 } });
});

test("an amount keeps every nano, whatever is typed around it", () => {
  const read = readKeyDraft(form({ limitUsd: "$1,250.000000001", limitReset: "monthly" }));
  expect(read).toMatchObject({ ok: true, draft: { limitUsd: "1250.000000001", limitReset: "monthly" } });
});

test("a key works until the end of its last day", () => {
  const read = readKeyDraft(form({ expiresAt: "2027-01-31" }));
  const expiresAt = read.ok ? read.draft.expiresAt : null;
  expect(expiresAt).toEqual(new Date("2027-01-31T23:59:59Z"));
  expect(expiryDay(expiresAt)).toBe("2027-01-31");
});

test.each([
  ["name", "  "],
  ["limitUsd", "ten"],
  ["limitUsd", "-1"],
  ["requestsPerMinute", "1.5"],
  ["tokensPerMinute", "1k"],
  ["maxConcurrency", "many"],
  ["expiresAt", "tomorrow"],
])("what cannot be read is explained beside its field: %s %j", (field, text) => {
  const read = readKeyDraft(form({ [field]: text }));
  expect(read.ok ? {} : read.errors).toHaveProperty(field);
});

test("lists are read however people part them", () => {
  const read = readKeyDraft(form({ allowedModels: "acme/echo-1\n acme/*,, other/one", allowedAddresses: "" }));
  expect(read).toMatchObject({
    ok: true,
    draft: { allowedModels: ["acme/echo-1", "acme/*", "other/one"], allowedAddresses: [] },
  });
});
