import type { createCaller } from "../app-router.ts";
import { APP_ATTACKS } from "./app-attacks.ts";
import { ENDPOINT_ATTACKS } from "./endpoint-attacks.ts";
import { FRESH } from "./fresh-attacks.ts";
import { PLATFORM } from "./platform-attacks.ts";

export type Caller = ReturnType<typeof createCaller>;

/** Ids of everything a person has. */
export interface Belongings {
  readonly workspaceId: string;
  readonly slug: string;
  readonly keyId: string;
  readonly appId: string;
  readonly testKeyId: string;
  readonly marginVersionId: string;
  readonly grantId: string;
  readonly paymentId: string;
  readonly cardId: string;
  readonly callId: string;
  readonly providerId: string;
  readonly endpointId: string;
  readonly userId: string;
  readonly webhookId: string;
  readonly providerKeyId: string;
  readonly deliveryId: string;
  readonly invitationId: string;
}

export type Attack = (caller: Caller, ids: Belongings) => Promise<unknown>;

const SIGN_IN = { callbackUrl: "https://stolen.example/done", codeChallenge: "s".repeat(43) };

/** One attack per procedure that names a workspace or something in it. */
export const SCOPED: Record<string, Attack> = {
  "workspaces.bySlug": (caller, { slug }) => caller.workspaces.bySlug({ slug }),
  "workspaces.rename": (caller, { workspaceId }) => caller.workspaces.rename({ workspaceId, name: "stolen" }),
  "workspaces.members": (caller, { workspaceId }) => caller.workspaces.members({ workspaceId }),
  "workspaces.dataPolicy": (caller, { workspaceId }) => caller.workspaces.dataPolicy({ workspaceId }),
  "workspaces.setDataPolicy": (caller, { workspaceId }) =>
    caller.workspaces.setDataPolicy({ workspaceId, dataPolicy: "may_train", providerRule: "any" }),
  "workspaces.limits": (caller, { workspaceId }) => caller.workspaces.limits({ workspaceId }),
  "workspaces.setLimits": (caller, { workspaceId }) =>
    caller.workspaces.setLimits({ workspaceId, budgetUsd: "1", budgetReset: "daily" }),
  "workspaces.setMemberBudget": (caller, { workspaceId, userId }) =>
    caller.workspaces.setMemberBudget({ workspaceId, userId, budgetUsd: "1", budgetReset: "daily" }),
  "endpoints.discoverModels": (caller, { workspaceId }) =>
    caller.endpoints.discoverModels({ workspaceId, baseUrl: "https://models.invalid/v1" }),
  "workspaces.clearCache": (caller, { workspaceId }) => caller.workspaces.clearCache({ workspaceId }),
  "workspaces.onboarding": (caller, { workspaceId }) => caller.workspaces.onboarding({ workspaceId }),
  "workspaces.hideChecklist": (caller, { workspaceId }) =>
    caller.workspaces.hideChecklist({ workspaceId, track: "customer", hidden: true }),
  "members.invite": (caller, { workspaceId }) =>
    caller.members.invite({ workspaceId, email: "thief@stolen.example", role: "owner", days: 7 }),
  "alerts.list": (caller, { workspaceId }) => caller.alerts.list({ workspaceId }),
  "members.invitations": (caller, { workspaceId }) => caller.members.invitations({ workspaceId }),
  "members.resend": (caller, { workspaceId, invitationId }) => caller.members.resend({ workspaceId, invitationId }),
  "members.withdraw": (caller, { workspaceId, invitationId }) => caller.members.withdraw({ workspaceId, invitationId }),
  "members.changeRole": (caller, { workspaceId, userId }) =>
    caller.members.changeRole({ workspaceId, userId, role: "member" }),
  "members.remove": (caller, { workspaceId, userId }) => caller.members.remove({ workspaceId, userId, keys: "revoke" }),
  "webhooks.list": (caller, { workspaceId }) => caller.webhooks.list({ workspaceId }),
  "webhooks.create": (caller, { workspaceId }) =>
    caller.webhooks.create({ workspaceId, url: "https://stolen.example/hook", events: ["budget.threshold"] }),
  "webhooks.update": (caller, { workspaceId, webhookId }) =>
    caller.webhooks.update({ workspaceId, webhookId, enabled: false }),
  "webhooks.rotateSecret": (caller, { workspaceId, webhookId }) =>
    caller.webhooks.rotateSecret({ workspaceId, webhookId }),
  "webhooks.remove": (caller, { workspaceId, webhookId }) => caller.webhooks.remove({ workspaceId, webhookId }),
  "webhooks.test": (caller, { workspaceId, webhookId }) => caller.webhooks.test({ workspaceId, webhookId }),
  "webhooks.deliveries": (caller, { workspaceId, webhookId }) => caller.webhooks.deliveries({ workspaceId, webhookId }),
  "webhooks.resend": (caller, { workspaceId, deliveryId }) => caller.webhooks.resend({ workspaceId, deliveryId }),
  "providerKeys.list": (caller, { workspaceId }) => caller.providerKeys.list({ workspaceId }),
  "providerKeys.add": (caller, { workspaceId, providerId }) =>
    caller.providerKeys.add({ workspaceId, providerId, credential: "stolen" }),
  "providerKeys.update": (caller, { workspaceId, providerKeyId }) =>
    caller.providerKeys.update({ workspaceId, providerKeyId, enabled: false }),
  "providerKeys.remove": (caller, { workspaceId, providerKeyId }) =>
    caller.providerKeys.remove({ workspaceId, providerKeyId }),
  "keys.list": (caller, { workspaceId }) => caller.keys.list({ workspaceId }),
  "keys.create": (caller, { workspaceId }) => caller.keys.create({ workspaceId, name: "stolen" }),
  "keys.update": (caller, { workspaceId, keyId }) => caller.keys.update({ workspaceId, keyId, name: "stolen" }),
  "keys.rotate": (caller, { workspaceId, keyId }) => caller.keys.rotate({ workspaceId, keyId, overlapHours: 1 }),
  "keys.revoke": (caller, { workspaceId, keyId }) => caller.keys.revoke({ workspaceId, keyId }),
  "calls.list": (caller, { workspaceId }) => caller.calls.list({ workspaceId }),
  "calls.receipt": (caller, { workspaceId, callId }) => caller.calls.receipt({ workspaceId, callId }),
  "calls.signedReceipt": (caller, { workspaceId, callId }) => caller.calls.signedReceipt({ workspaceId, callId }),
  "calls.overview": (caller, { workspaceId }) => caller.calls.overview({ workspaceId }),
  "usage.get": (caller, { workspaceId }) => caller.usage.get({ workspaceId }),
  "usage.export": (caller, { workspaceId }) => caller.usage.export({ workspaceId }),
  "billing.get": (caller, { workspaceId }) => caller.billing.get({ workspaceId }),
  "billing.paymentMethods": (caller, { workspaceId }) => caller.billing.paymentMethods({ workspaceId }),
  "billing.payments": (caller, { workspaceId }) => caller.billing.payments({ workspaceId }),
  "billing.promotionalCredit": (caller, { workspaceId }) => caller.billing.promotionalCredit({ workspaceId }),
  "billing.redeemCode": (caller, { workspaceId }) => caller.billing.redeemCode({ workspaceId, code: "STOLEN" }),
  "billing.createCheckout": (caller, { workspaceId }) =>
    caller.billing.createCheckout({ workspaceId, amountUsd: "20" }),
  "billing.refreshPayment": (caller, { workspaceId, paymentId }) =>
    caller.billing.refreshPayment({ workspaceId, paymentId }),
  "billing.saveCard": (caller, { workspaceId }) => caller.billing.saveCard({ workspaceId }),
  "billing.refreshCards": (caller, { workspaceId }) => caller.billing.refreshCards({ workspaceId }),
  "billing.removeCard": (caller, { workspaceId, cardId }) => caller.billing.removeCard({ workspaceId, cardId }),
  "billing.setDefaultCard": (caller, { workspaceId, cardId }) => caller.billing.setDefaultCard({ workspaceId, cardId }),
  "billing.setTopUp": (caller, { workspaceId }) =>
    caller.billing.setTopUp({ workspaceId, enabled: false, thresholdUsd: "5", amountUsd: "20", monthlyUsd: "60" }),
  "billing.setBillingDetails": (caller, { workspaceId }) =>
    caller.billing.setBillingDetails({ workspaceId, legalName: "stolen", address: "", country: "US", taxId: "" }),
  "billing.buyWithCard": (caller, { workspaceId, cardId }) =>
    caller.billing.buyWithCard({ workspaceId, cardId, amountUsd: "20" }),
  "billing.completePayment": (caller, { workspaceId, paymentId }) =>
    caller.billing.completePayment({ workspaceId, paymentId }),
  "billing.previewRefund": (caller, { workspaceId, paymentId }) =>
    caller.billing.previewRefund({ workspaceId, paymentId }),
  "billing.requestRefund": (caller, { workspaceId, paymentId }) =>
    caller.billing.requestRefund({ workspaceId, paymentId, amountUsd: "5" }),
  ...APP_ATTACKS,
  ...ENDPOINT_ATTACKS,
  "earnings.get": (caller, { workspaceId }) => caller.earnings.get({ workspaceId, role: "builder" }),
  "earnings.export": (caller, { workspaceId }) => caller.earnings.export({ workspaceId, role: "builder" }),
  "earnings.statements": (caller, { workspaceId }) => caller.earnings.statements({ workspaceId }),
  "earnings.unpaid": (caller, { workspaceId }) => caller.earnings.unpaid({ workspaceId }),
  "earnings.payoutAccount": (caller, { workspaceId }) => caller.earnings.payoutAccount({ workspaceId }),
  "earnings.setUpPayouts": (caller, { workspaceId }) => caller.earnings.setUpPayouts({ workspaceId, country: "US" }),
  "earnings.refreshPayoutAccount": (caller, { workspaceId }) => caller.earnings.refreshPayoutAccount({ workspaceId }),
  "earnings.setPayoutMinimum": (caller, { workspaceId }) =>
    caller.earnings.setPayoutMinimum({ workspaceId, minimumUsd: "1" }),
  "connect.previewSignIn": (caller, { workspaceId }) => caller.connect.previewSignIn({ ...SIGN_IN, workspaceId }),
  "connect.approveSignIn": (caller, { workspaceId }) => caller.connect.approveSignIn({ ...SIGN_IN, workspaceId }),
  "grants.list": (caller, { workspaceId }) => caller.grants.list({ workspaceId }),
  "grants.acceptMargin": (caller, { workspaceId, grantId, marginVersionId }) =>
    caller.grants.acceptMargin({ workspaceId, grantId, marginVersionId }),
  "grants.setCap": (caller, { workspaceId, grantId }) =>
    caller.grants.setCap({ workspaceId, grantId, monthlyCapUsd: "1" }),
  "grants.revoke": (caller, { workspaceId, grantId }) => caller.grants.revoke({ workspaceId, grantId }),
};

/** Procedures that take the id of something inside a workspace: asked for under one's own workspace. */
export const BY_ID = [
  "members.resend",
  "members.withdraw",
  "members.changeRole",
  "members.remove",
  "workspaces.setMemberBudget",
  "providerKeys.update",
  "providerKeys.remove",
  "webhooks.update",
  "webhooks.rotateSecret",
  "webhooks.remove",
  "webhooks.test",
  "webhooks.deliveries",
  "webhooks.resend",
  "keys.update",
  "keys.rotate",
  "keys.revoke",
  "calls.receipt",
  "calls.signedReceipt",
  "billing.refreshPayment",
  "billing.removeCard",
  "billing.setDefaultCard",
  "billing.buyWithCard",
  "billing.completePayment",
  "billing.previewRefund",
  "billing.requestRefund",
  "apps.get",
  "apps.update",
  "apps.publishMargin",
  "apps.withdrawMargin",
  "apps.previewMargin",
  "apps.replayMargin",
  "apps.customers",
  "apps.customer",
  "apps.exportCustomers",
  "apps.attribution",
  "apps.exportAttribution",
  "testMode.keys",
  "testMode.createKey",
  "testMode.revokeKey",
  "testMode.approveSignIn",
  "testMode.exportCalls",
  "testMode.calls",
  "endpoints.trafficOf",
  "endpoints.exportTrafficOf",
  "endpoints.standing",
  "endpoints.checks",
  "endpoints.check",
  "endpoints.offerable",
  "endpoints.register",
  "endpoints.update",
  "endpoints.prices",
  "endpoints.publishPrice",
  "endpoints.probe",
  "endpoints.pause",
  "endpoints.resume",
  "grants.acceptMargin",
  "grants.setCap",
  "grants.revoke",
];

/** Procedures that answer for the person who asks alone. */
export const PERSONAL: Record<string, Attack> = {
  "me.sessions": (caller) => caller.me.sessions(),
  "me.endOtherSessions": (caller) => caller.me.endOtherSessions(),
  "me.get": (caller) => caller.me.get(),
  "me.security": (caller) => caller.me.security(),
  "me.sendConfirmation": (caller) => caller.me.sendConfirmation(),
  "workspaces.list": (caller) => caller.workspaces.list(),
  "workspaces.create": (caller) => caller.workspaces.create({ name: "Mine" }),
};

/** Whoever holds the link of a mail: the link is the right. Their own tests say what they let happen. */
export const BY_LINK = ["members.previewInvitation", "members.accept", "auth.confirmAddress"];

/** Takes the id of something of one person, and finds nothing of others. Its own tests say so. */
export const OWN_BY_ID = ["me.endSession", "me.renamePasskey", "me.removePasskey", "me.removeIdentity"];

export const PUBLIC = [
  "auth.signUp",
  "auth.passkeyRequest",
  "models.list",
  "models.get",
  "models.signals",
  "calls.receiptKeys",
  "apps.directory",
  "apps.directoryApp",
  "market.providers",
  "market.provider",
  "market.pricing",
  "market.estimate",
];

/** Asks a procedure as its table says. */
export async function attack(path: string, caller: Caller, ids: Belongings): Promise<unknown> {
  const run = SCOPED[path] ?? PERSONAL[path] ?? FRESH[path] ?? PLATFORM[path];
  if (!run) throw new Error(`no attack on ${path}`);
  return await run(caller, ids);
}
