import type { Attack } from "./attacks.ts";

/** Procedures that change how the person who asks signs in: only shortly after signing in, or with what was begun then. */
export const FRESH: Record<string, Attack> = {
  "me.setPassword": (caller) => caller.me.setPassword({ password: "a stolen sentence" }),
  "me.beginPasskey": (caller) => caller.me.beginPasskey(),
  "me.addPasskey": (caller) =>
    caller.me.addPasskey({
      name: "Stolen",
      answer: {
        id: "AA",
        rawId: "AA",
        type: "public-key",
        response: { clientDataJSON: "AA", attestationObject: "AA" },
      },
    }),
  "me.beginConnect": (caller) => caller.me.beginConnect({ provider: "github" }),
  "me.beginTotp": (caller) => caller.me.beginTotp(),
  "me.confirmTotp": (caller) => caller.me.confirmTotp({ code: "123456" }),
  "me.renewRecoveryCodes": (caller) => caller.me.renewRecoveryCodes({ code: "123456" }),
  "me.removeTotp": (caller) => caller.me.removeTotp({ code: "123456" }),
};
