import type { Attack } from "./attacks.ts";

/** Attacks on a builder's apps and on connecting one. */
export const APP_ATTACKS: Record<string, Attack> = {
  "apps.list": (caller, { workspaceId }) => caller.apps.list({ workspaceId }),
  "apps.get": (caller, { workspaceId, appId }) => caller.apps.get({ workspaceId, appId }),
  "apps.register": (caller, { workspaceId }) =>
    caller.apps.register({ workspaceId, name: "stolen", url: "https://stolen.example" }),
  "apps.update": (caller, { workspaceId, appId }) => caller.apps.update({ workspaceId, appId, name: "stolen" }),
  "apps.publishMargin": (caller, { workspaceId, appId }) =>
    caller.apps.publishMargin({ workspaceId, appId, percent: "99" }),
  "apps.withdrawMargin": (caller, { workspaceId, appId }) =>
    caller.apps.withdrawMargin({ workspaceId, appId, marginVersionId: "mgn_stolen" }),
  "apps.previewMargin": (caller, { workspaceId, appId }) =>
    caller.apps.previewMargin({ workspaceId, appId, percent: "99" }),
  "apps.replayMargin": (caller, { workspaceId, appId }) =>
    caller.apps.replayMargin({ workspaceId, appId, percent: "99" }),
  "apps.customers": (caller, { workspaceId, appId }) => caller.apps.customers({ workspaceId, appId }),
  "apps.customer": (caller, { workspaceId, appId }) =>
    caller.apps.customer({ workspaceId, appId, customerId: workspaceId }),
  "apps.exportCustomers": (caller, { workspaceId, appId }) => caller.apps.exportCustomers({ workspaceId, appId }),
  "apps.attribution": (caller, { workspaceId, appId }) => caller.apps.attribution({ workspaceId, appId }),
  "apps.exportAttribution": (caller, { workspaceId, appId }) => caller.apps.exportAttribution({ workspaceId, appId }),
  "testMode.keys": (caller, { workspaceId, appId }) => caller.testMode.keys({ workspaceId, appId }),
  "testMode.createKey": (caller, { workspaceId, appId }) =>
    caller.testMode.createKey({ workspaceId, appId, name: "stolen" }),
  "testMode.revokeKey": (caller, { workspaceId, appId, testKeyId }) =>
    caller.testMode.revokeKey({ workspaceId, appId, keyId: testKeyId }),
  "testMode.approveSignIn": (caller, { workspaceId, appId }) =>
    caller.testMode.approveSignIn({
      ...{ workspaceId, appId, callbackUrl: "https://stolen.example/done", codeChallenge: "s".repeat(43) },
    }),
  "testMode.exportCalls": (caller, { workspaceId, appId }) => caller.testMode.exportCalls({ workspaceId, appId }),
  "testMode.calls": (caller, { workspaceId, appId }) => caller.testMode.calls({ workspaceId, appId }),
  "connect.preview": (caller, { workspaceId, appId }) => caller.connect.preview({ workspaceId, appId }),
  "connect.accept": (caller, { workspaceId, appId, marginVersionId }) =>
    caller.connect.accept({ workspaceId, appId, marginVersionId }),
};
