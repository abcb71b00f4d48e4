import type { Attack } from "./attacks.ts";

/** Procedures that change how the person who asks signs in: only shortly after signing in, or with what was begun then. */
export const FRESH: Record<string, Attack> = {
  "me.beginTotp": (caller) => caller.me.beginTotp(),
  "me.confirmTotp": (caller) => caller.me.confirmTotp({ code: "123456" }),
  "me.renewRecoveryCodes": (caller) => caller.me.renewRecoveryCodes({ code: "123456" }),
  "me.removeTotp": (caller) => caller.me.removeTotp({ code: "123456" }),
};
