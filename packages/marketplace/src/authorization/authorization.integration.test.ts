import { createHash, randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { hashSecretKey } from "../access/secret-key.ts";
import { publishMargin } from "../apps/publish-margin.ts";
import { registerApp } from "../apps/register-app.ts";
import { revokeGrant } from "../apps/revoke-grant.ts";
import { updateApp } from "../apps/update-app.ts";
import { addMember, newPerson, type Person, services, setClock, stranger, useVerbs } from "../testing/verbs.ts";
import { type ApproveSignInInput, approveSignIn } from "./approve-sign-in.ts";
import { type ExchangeCodeInput, exchangeCode } from "./exchange-code.ts";
import { previewSignIn } from "./preview-sign-in.ts";

useVerbs();
afterEach(() => setClock(null));

const verifier = randomBytes(32).toString("base64url");
const codeChallenge = createHash("sha256").update(verifier).digest("base64url");
const CALLBACK = "https://notes.example/done?from=tollgate";
const request = { callbackUrl: CALLBACK, codeChallenge, codeChallengeMethod: "S256" } as const;

/** A person approves; the app reads the code out of the redirect. */
async function codeFor(person: Person, more: Partial<ApproveSignInInput> = {}): Promise<string> {
  const { redirectUrl } = await approveSignIn(await person.ctx(), {
    ...request,
    workspaceId: person.workspaceId,
    ...more,
  });
  return new URL(redirectUrl).searchParams.get("code") ?? "";
}

const exchange = (code: string, more: Partial<ExchangeCodeInput> = {}) =>
  exchangeCode(services, { code, codeVerifier: verifier, address: "203.0.113.5", ...more });

const keyOf = (secret: string) =>
  services.db.prisma.apiKey.findUniqueOrThrow({ where: { hash: hashSecretKey(secret) } });

/** A builder's app with a margin, which sends people to its own address. */
async function newApp(builder: Person, redirectUrls = [CALLBACK]) {
  const ctx = await builder.ctx();
  const { workspaceId } = builder;
  const app = await registerApp(ctx, { workspaceId, name: "Notes", url: "https://notes.example", redirectUrls });
  await publishMargin(ctx, { workspaceId, appId: app.id, percent: "10" });
  return app.id;
}

async function marginOf(person: Person, appId: string): Promise<string> {
  const preview = await previewSignIn(await person.ctx(), { ...request, appId });
  return preview.connect?.margin.id ?? "";
}

test("a code becomes a key of the workspace with the limit the person set, and is nowhere in the books", async () => {
  const ada = await newPerson();
  const { redirectUrl } = await approveSignIn(await ada.ctx(), {
    ...request,
    workspaceId: ada.workspaceId,
    limitUsd: "7.5",
    state: "a b",
  });
  const url = new URL(redirectUrl);
  expect(url.origin + url.pathname).toBe("https://notes.example/done");
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ from: "tollgate", state: "a b" });
  const code = url.searchParams.get("code") ?? "";
  const { secret, userId, grantId } = await exchange(code);
  expect({ userId, grantId }).toEqual({ userId: ada.userId, grantId: null });
  expect(await keyOf(secret)).toMatchObject({
    workspaceId: ada.workspaceId,
    createdById: ada.userId,
    kind: "inference",
    name: "notes.example",
    limitNano: 7_500_000_000n,
    limitReset: "monthly",
    grantId: null,
  });
  const rows = await services.db.pool.query<{ row: string }>(
    "SELECT t::text AS row FROM auth_code t UNION ALL SELECT e::text FROM audit_event e WHERE action IN ('approveSignIn', 'exchangeCode')",
  );
  for (const { row } of rows.rows) expect(row).not.toMatch(new RegExp(`${code}|${secret}|${verifier}`));
});

test("a code is good for one key, also when it is exchanged twice at the same moment", async () => {
  const ada = await newPerson();
  const code = await codeFor(ada);
  const results = await Promise.allSettled([exchange(code), exchange(code), exchange(code)]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(exchange(code)).rejects.toMatchObject({ code: "not_found", message: expect.stringContaining("before") });
  expect(await services.db.prisma.apiKey.count({ where: { workspaceId: ada.workspaceId } })).toBe(1);
});

test("a wrong verifier is refused, burns nothing and cannot be tried for ever", async () => {
  const ada = await newPerson();
  const code = await codeFor(ada);
  const wrong = { codeVerifier: "x".repeat(43) };
  await expect(exchange(code, wrong)).rejects.toMatchObject({ code: "forbidden", field: "codeVerifier" });
  await expect(exchange(code, { codeChallengeMethod: "plain" })).rejects.toMatchObject({ code: "invalid_input" });
  await exchange(code);
  const other = await codeFor(ada);
  for (let attempt = 0; attempt < 10; attempt += 1)
    await expect(exchange(other, wrong)).rejects.toMatchObject({ code: "forbidden" });
  await expect(exchange(other)).rejects.toMatchObject({ code: "too_many_requests", retryable: true });
});

test("a code is over after ten minutes, and one that never was is not known", async () => {
  const ada = await newPerson();
  const code = await codeFor(ada);
  setClock(new Date(Date.now() + 601_000));
  await expect(exchange(code)).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining("ten minutes"),
  });
  await expect(exchange("tgc-nothing")).rejects.toMatchObject({ code: "not_found" });
});

test("a plain challenge is answered by itself", async () => {
  const ada = await newPerson();
  const code = await codeFor(ada, { codeChallenge: verifier, codeChallengeMethod: undefined });
  expect((await exchange(code, { codeChallengeMethod: "plain" })).userId).toBe(ada.userId);
});

test("members cannot let an app in, strangers to a workspace neither, and who was demoted meanwhile cannot either", async () => {
  const [ada, bob] = [await newPerson(), await newPerson("Bob")];
  await addMember(ada.workspaceId, bob.userId, "member");
  const asked = { ...request, workspaceId: ada.workspaceId };
  await expect(approveSignIn(await bob.ctx(), asked)).rejects.toMatchObject({ code: "forbidden" });
  await expect(approveSignIn(await (await newPerson()).ctx(), asked)).rejects.toMatchObject({ code: "not_found" });
  await expect(approveSignIn(stranger(), asked)).rejects.toMatchObject({ code: "unauthenticated" });
  const role = (role: "admin" | "member") =>
    services.db.prisma.membership.updateMany({
      where: { userId: bob.userId, workspaceId: ada.workspaceId },
      data: { role },
    });
  await role("admin");
  const code = await codeFor(bob, { workspaceId: ada.workspaceId });
  await role("member");
  await expect(exchange(code)).rejects.toMatchObject({ code: "conflict" });
  expect(await services.db.prisma.apiKey.count({ where: { workspaceId: ada.workspaceId } })).toBe(0);
});

test.each([
  ["http://notes.example/done", "callbackUrl"],
  ["javascript:alert(1)", "callbackUrl"],
])("nobody is sent to %s", async (callbackUrl, field) => {
  const ada = await newPerson();
  await expect(previewSignIn(await ada.ctx(), { ...request, callbackUrl })).rejects.toMatchObject({ field });
  await expect(codeFor(ada, { callbackUrl })).rejects.toMatchObject({ field });
});

test("a sign-in without a challenge is refused: whoever sees the code could take the key", async () => {
  const ada = await newPerson();
  await expect(codeFor(ada, { codeChallenge: "" })).rejects.toMatchObject({
    field: "codeChallenge",
    message: expect.stringContaining("sent no code_challenge"),
  });
});

describe("a registered app", () => {
  test("gets a key of the customer's grant, at the margin that was shown, under the monthly limit of the grant", async () => {
    const [builder, ada] = [await newPerson("Builder"), await newPerson()];
    const appId = await newApp(builder);
    const code = await codeFor(ada, { appId, marginVersionId: await marginOf(ada, appId), limitUsd: "20" });
    const { secret, grantId } = await exchange(code);
    const key = await keyOf(secret);
    expect(key).toMatchObject({ name: "Notes", grantId, limitNano: null, workspaceId: ada.workspaceId });
    const grant = await services.db.prisma.grant.findUniqueOrThrow({ where: { id: key.grantId ?? "" } });
    expect(grant).toMatchObject({ appId, monthlyCapNano: 20_000_000_000n, status: "active", acceptedById: ada.userId });
  });

  test("signing in again renews the same grant", async () => {
    const [builder, ada] = [await newPerson("Builder"), await newPerson()];
    const appId = await newApp(builder);
    const marginVersionId = await marginOf(ada, appId);
    const first = await exchange(await codeFor(ada, { appId, marginVersionId, limitUsd: "20" }));
    const second = await exchange(await codeFor(ada, { appId, marginVersionId, limitUsd: "30" }));
    expect(second.grantId).toBe(first.grantId);
    expect(second.secret).not.toBe(first.secret);
  });

  test("has people sent to its own addresses only", async () => {
    const [builder, ada] = [await newPerson("Builder"), await newPerson()];
    const appId = await newApp(builder, ["https://notes.example/other"]);
    await expect(marginOf(ada, appId)).rejects.toMatchObject({ code: "invalid_input", field: "callbackUrl" });
    await expect(codeFor(ada, { appId, marginVersionId: "mgn_x" })).rejects.toMatchObject({ field: "callbackUrl" });
    await updateApp(await builder.ctx(), { workspaceId: builder.workspaceId, appId, callbackUrl: CALLBACK });
    expect(await marginOf(ada, appId)).toMatch(/^mgn_/);
  });

  test("gets no code at a margin the person was not shown", async () => {
    const [builder, ada] = [await newPerson("Builder"), await newPerson()];
    const appId = await newApp(builder);
    await expect(codeFor(ada, { appId })).rejects.toMatchObject({ field: "marginVersionId" });
    await expect(codeFor(ada, { appId, marginVersionId: "mgn_other" })).rejects.toMatchObject({ code: "conflict" });
    expect(await services.db.prisma.grant.count({ where: { appId } })).toBe(0);
  });

  test("gets no key once it was disconnected or archived", async () => {
    const [builder, ada] = [await newPerson("Builder"), await newPerson()];
    const appId = await newApp(builder);
    const marginVersionId = await marginOf(ada, appId);
    const code = await codeFor(ada, { appId, marginVersionId });
    const { id: grantId } = await services.db.prisma.grant.findFirstOrThrow({ where: { appId } });
    await revokeGrant(await ada.ctx(), { workspaceId: ada.workspaceId, grantId });
    await expect(exchange(code)).rejects.toMatchObject({ code: "conflict" });
    const again = await codeFor(ada, { appId, marginVersionId });
    await updateApp(await builder.ctx(), { workspaceId: builder.workspaceId, appId, status: "archived" });
    await expect(exchange(again)).rejects.toMatchObject({ code: "conflict" });
  });
});

test("old codes are forgotten, and nobody lets twenty apps in at a time", async () => {
  const ada = await newPerson();
  for (let count = 0; count < 20; count += 1) await codeFor(ada);
  await expect(codeFor(ada)).rejects.toMatchObject({ code: "too_many_requests" });
  setClock(new Date(Date.now() + 2 * 86_400_000));
  await codeFor(ada);
  expect(await services.db.prisma.authCode.count({ where: { userId: ada.userId } })).toBe(1);
});
