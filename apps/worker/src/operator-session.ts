import { loadActor } from "@tollgate/marketplace/access/load-actor";
import type { Services } from "@tollgate/marketplace/context";
import { resumeSession } from "@tollgate/marketplace/sessions/resume-session";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { decode } from "next-auth/jwt";

export interface OperatorSessionOptions {
  readonly services: Services;
  readonly sessionSecret: string;
  readonly consoleUrl: string;
  readonly workerUrl: string;
}

const COOKIES = ["__Secure-next-auth.session-token", "next-auth.session-token"];

/**
 * Lets operators pass who are signed in to the console: browsers send its session cookie to every port of the host. The role is read afresh
 * for each request. Strangers are sent to sign in, everybody else is refused.
 */
export function operatorSession({ services, sessionSecret, consoleUrl, workerUrl }: OperatorSessionOptions) {
  return createMiddleware(async (c, next) => {
    const token = COOKIES.map((name) => getCookie(c, name)).find((value) => value !== undefined);
    const session = token ? await decode({ token, secret: sessionSecret }).catch(() => null) : null;
    const sessionId = typeof session?.sid === "string" ? session.sid : undefined;
    const userId = sessionId === undefined ? null : await resumeSession(services, sessionId);
    const actor = await loadActor(services, userId, sessionId);
    if (actor.kind !== "user") {
      const next = encodeURIComponent("/operator/jobs");
      return c.redirect(`${consoleUrl}/sign-in?next=${next}`);
    }
    if (actor.platformRole !== "operator") {
      return c.text(
        `The job board is for operators. Sign in at ${consoleUrl} with an operator's account, then open ${workerUrl}/jobs.`,
        403,
      );
    }
    if (!actor.twoFactors)
      return c.text(
        `The job board needs a second factor. Set yours up at ${consoleUrl}/account, then sign in with it.`,
        403,
      );
    return await next();
  });
}
