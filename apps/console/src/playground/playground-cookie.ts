import "server-only";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "../env.ts";

interface Owner {
  readonly userId: string;
  readonly workspaceId: string;
}

const Kept = z.object({ sub: z.string(), workspaceId: z.string(), playgroundSecret: z.string() });

const nameFor = ({ workspaceId }: Owner) => `tollgate-playground-${workspaceId}`;

/** The cookie that keeps a playground key in a person's browser, sealed: only this server can read it. */
export async function writePlaygroundKey(key: Owner & { secret: string; expiresAt: Date }): Promise<string> {
  const maxAge = Math.max(1, Math.floor((key.expiresAt.getTime() - Date.now()) / 1000));
  const token = { sub: key.userId, workspaceId: key.workspaceId, playgroundSecret: key.secret };
  const sealed = await encode({ token, secret: env().NEXTAUTH_SECRET, maxAge });
  const secure = env().CONSOLE_URL.startsWith("https:") ? "; Secure" : "";
  return `${nameFor(key)}=${sealed}; Path=/api/playground; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${secure}`;
}

/** @returns `null` without a cookie, or with one that is too old, forged or somebody else's. */
export async function readPlaygroundKey(cookies: string | null, owner: Owner): Promise<string | null> {
  const prefix = `${nameFor(owner)}=`;
  const cookie = cookies?.split("; ").find((one) => one.startsWith(prefix));
  if (!cookie) return null;
  const token = await decode({ token: cookie.slice(prefix.length), secret: env().NEXTAUTH_SECRET }).catch(() => null);
  const kept = Kept.safeParse(token);
  if (!kept.success || kept.data.sub !== owner.userId || kept.data.workspaceId !== owner.workspaceId) return null;
  return kept.data.playgroundSecret;
}
