import type { StripeAccount } from "../emit-event.ts";
import type { Endpoint, RequestTypes } from "../schema/stripe-types.ts";

/** A file as it was uploaded. */
export type Upload = { name: string; bytes: Uint8Array };

export type Call<E extends Endpoint> = {
  /** What was sent, checked against the SDK's declarations. */
  sent: RequestTypes[E];
  /** The id in the path; empty when there is none. */
  id: string;
  /** The file of a multipart body, where there is one. */
  upload: Upload | undefined;
  publicUrl: string;
};

/** Answers one kind of call with the object Stripe would answer with, or throws what Stripe would refuse with. Never waits. */
export type Handlers<E extends Endpoint> = { [Name in E]: (account: StripeAccount, call: Call<Name>) => unknown };

type Page = { limit?: number; starting_after?: string; ending_before?: string };

/** One page of a list, newest first, as the v1 API gives it. */
export function page<T extends { id: string }>(items: readonly T[], sent: Page, url: string) {
  const newestFirst = [...items].reverse();
  const limit = sent.limit ?? 10;
  if (sent.ending_before !== undefined) {
    const end = newestFirst.findIndex((item) => item.id === sent.ending_before);
    const before = newestFirst.slice(0, Math.max(0, end));
    return { object: "list", url, has_more: before.length > limit, data: before.slice(-limit) };
  }
  const start = newestFirst.findIndex((item) => item.id === sent.starting_after) + 1;
  const data = newestFirst.slice(start, start + limit);
  return { object: "list", url, has_more: start + data.length < newestFirst.length, data };
}

/** Whether a moment lies in the range a list was asked for. */
export function createdIn(
  created: number,
  range: number | { gt?: number; gte?: number; lt?: number; lte?: number } | undefined,
): boolean {
  if (range === undefined) return true;
  if (typeof range === "number") return created === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return created > gt && created >= gte && created < lt && created <= lte;
}
