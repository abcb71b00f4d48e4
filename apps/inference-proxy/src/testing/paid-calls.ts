import { request } from "node:http";
import { accountBalance, expectBooksToBalance } from "@tollgate/marketplace/testing/books";
import { expect } from "vitest";
import { eventually } from "./eventually.ts";
import type { ProxyUnderTest } from "./proxy-under-test.ts";

const model = "acme/echo-1";
const messages = [{ role: "user", content: "Say hello." }];

/** Asks through the app, whose margin is 20 %. */
export function ask({ proxy, fixture }: ProxyUnderTest, body: object = {}): Promise<Response> {
  return fetch(`${proxy.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${fixture.app.key}` },
    body: JSON.stringify({ model, messages, ...body }),
  });
}

export function idOf(response: Response): string {
  return response.headers.get("x-generation-id") ?? "";
}

/** Reads the first content of a stream and leaves. @returns the generation id. */
export function leaveAfterFirstContent({ proxy, fixture }: ProxyUnderTest): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${proxy.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${fixture.app.key}` },
    });
    outgoing.on("response", (response) => {
      response.once("data", () => {
        outgoing.destroy();
        resolve(String(response.headers["x-generation-id"]));
      });
      response.on("error", () => undefined);
    });
    outgoing.on("error", reject);
    outgoing.end(JSON.stringify({ model, messages, stream: true }));
  });
}

/** What was really booked, for everybody. */
export async function paid(test: ProxyUnderTest) {
  await test.settle();
  const { db, customer, builder, providers } = test.fixture;
  await expectBooksToBalance(db);
  const earned = await Promise.all(
    providers.map(({ workspaceId }) => accountBalance(db, workspaceId, "provider_payable")),
  );
  return {
    customer: 10_000_000_000n - (await accountBalance(db, customer.workspaceId, "customer_credit")),
    provider: earned.reduce((sum, one) => sum + one, 0n),
    builder: await accountBalance(db, builder.workspaceId, "builder_payable"),
  };
}

/** Cost at the first endpoint's price, the builder's fifth of it, and the platform's fee. */
export async function expectPaidFor(test: ProxyUnderTest, tokens: number): Promise<void> {
  const provider = BigInt(tokens) * 10_000n;
  const builder = provider / 5n;
  await eventually(async () => expect(await paid(test)).toMatchObject({ provider, builder }));
  const { _sum: fees } = await test.fixture.db.prisma.call.aggregate({ _sum: { feeNano: true } });
  expect((await paid(test)).customer).toBe(provider + builder + (fees.feeNano ?? 0n));
}
