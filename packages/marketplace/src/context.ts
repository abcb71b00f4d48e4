import type { Database, Transaction } from "@tollgate/db/open-database";
import type { Redis } from "ioredis";
import type { PaymentProcessor } from "./billing/payment-processor.ts";
import type { ReceiptSigner } from "./calls/receipt-signer.ts";
import { MarketplaceError } from "./errors.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Mailer } from "./mailer.ts";
import type { PayoutProcessor } from "./payouts/payout-processor.ts";

/** What verbs work with. Wired by hand in an entry point. */
export interface Services {
  readonly db: Database;
  readonly redis: Redis;
  readonly now: () => Date;
  readonly keyRing: KeyRing;
  readonly mailer: Mailer;
  /** `null` where receipts are not handed out, as in the worker. */
  readonly receipts: ReceiptSigner | null;
  /** `null` while no processor is configured: buying credit is then refused. */
  readonly payments: PaymentProcessor | null;
  /** Sends payees their money; `null` while no processor is configured. */
  readonly payouts: PayoutProcessor | null;
  readonly urls: { readonly console: string; readonly api: string };
  /** Who sells credit and pays payees: the lines that head invoices, statements and reports. */
  readonly seller: readonly string[];
  /** CIDR ranges that provider addresses may point to although they are private. */
  readonly egressAllow: readonly string[];
}

export type WorkspaceRole = "owner" | "admin" | "member";
export type PlatformRole = "none" | "finance" | "operator";
export type SignInMethod = "password" | "email_link" | "passkey" | "github" | "google";
export type SecondFactor = "totp" | "recovery_code" | "passkey";

/** Who is asking. */
export type Actor =
  | {
      readonly kind: "user";
      readonly userId: string;
      readonly email: string;
      readonly platformRole: PlatformRole;
      readonly roles: ReadonlyMap<string, WorkspaceRole>;
      /** Whether the sign-in was proven twice over: with a code besides, or by a passkey. Staff may do nothing without. */
      readonly twoFactors: boolean;
      /** The sign-in the request came by, where there is one. */
      readonly sessionId?: string;
    }
  /** A program that manages a workspace's keys with a management key. */
  | {
      readonly kind: "management_key";
      readonly keyId: string;
      readonly workspaceId: string;
      /** Who made the key and answers for what is done with it. */
      readonly createdById: string | null;
    }
  | { readonly kind: "anonymous" }
  /** The platform itself: workers and demo data. */
  | { readonly kind: "system" };

export interface Context extends Services {
  readonly actor: Actor;
}

/** What managing keys and reading accounts needs: all of it is at hand in a proxy too. */
export type AccountContext = Pick<Context, "db" | "redis" | "now" | "actor">;

type Asking = Pick<Context, "actor">;

const RANK: Record<WorkspaceRole, number> = { member: 0, admin: 1, owner: 2 };

/** Lets members of the workspace with at least this role pass. Others are told it does not exist: ids must not be probeable. */
export function requireWorkspace(ctx: Asking, workspaceId: string, role: WorkspaceRole = "member"): void {
  if (ctx.actor.kind === "system") return;
  const held = roleIn(ctx.actor, workspaceId);
  if (ctx.actor.kind === "anonymous") throw new MarketplaceError("unauthenticated", "Sign in to go on.");
  if (!held) throw new MarketplaceError("not_found", "This workspace does not exist or you are not a member of it.");
  if (RANK[held] < RANK[role])
    throw new MarketplaceError("forbidden", `Only a workspace ${role} can do this. Ask one of them.`);
}

/** A management key does in its own workspace what admins do, and exists nowhere else. */
function roleIn(actor: Actor, workspaceId: string): WorkspaceRole | undefined {
  if (actor.kind === "user") return actor.roles.get(workspaceId);
  return actor.kind === "management_key" && actor.workspaceId === workspaceId ? "admin" : undefined;
}

/** Lets people with the platform role pass. */
export function requirePlatformRole(ctx: Asking, role: Exclude<PlatformRole, "none">): void {
  if (ctx.actor.kind === "system") return;
  if (ctx.actor.kind === "anonymous") throw new MarketplaceError("unauthenticated", "Sign in to go on.");
  if (ctx.actor.kind !== "user" || ctx.actor.platformRole !== role)
    throw new MarketplaceError("forbidden", `This needs the platform role “${role}”.`);
  requireTwoFactors(ctx.actor);
}

/** Whoever decides over other people's money proves who they are twice. */
function requireTwoFactors({ twoFactors }: { readonly twoFactors: boolean }): void {
  if (!twoFactors)
    throw new MarketplaceError(
      "forbidden",
      "Staff sign in with a second factor. Set one up on your account page, or sign in with yours.",
    );
}

/** Lets finance and operators pass. */
export function requireStaff(ctx: Asking): void {
  const operates = ctx.actor.kind === "user" && ctx.actor.platformRole === "operator";
  requirePlatformRole(ctx, operates ? "operator" : "finance");
}

/** Id of the signed-in person. */
export function requireUser(ctx: Asking): string {
  if (ctx.actor.kind !== "user") throw new MarketplaceError("unauthenticated", "Sign in to go on.");
  return ctx.actor.userId;
}

/** Id that audit events carry: the person, also behind a management key, or `null` for the platform itself. */
export function actorId({ actor }: Asking): string | null {
  if (actor.kind === "management_key") return actor.createdById;
  return actor.kind === "user" ? actor.userId : null;
}

export interface AuditInput {
  readonly action: string;
  readonly workspaceId: string | null;
  readonly subjectId: string;
  readonly detail?: Record<string, string | number | boolean | null>;
}

/** Records who did what, in the transaction of the deed. */
export async function recordAudit(tx: Transaction, ctx: Asking, event: AuditInput): Promise<void> {
  const by = ctx.actor.kind === "management_key" ? { managementKeyId: ctx.actor.keyId } : {};
  await tx.auditEvent.create({
    data: {
      actorId: actorId(ctx),
      workspaceId: event.workspaceId,
      action: event.action,
      subjectId: event.subjectId,
      detail: { ...event.detail, ...by },
    },
  });
}
