/**
 * The one place where the console names the API's router. This stand-in answers with no data, so that the shell builds
 * before the API package does; it is replaced by re-exports of `@tollgate/api/app-router`.
 */
import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { z } from "zod";
import type { Viewer } from "../shell/viewer.ts";

export type ApiContext = { userId: string | null };

const t = initTRPC.context<ApiContext>().create({ transformer: superjson });

export const appRouter = t.router({
  account: t.router({
    viewer: t.procedure.query(({ ctx }): Viewer => {
      if (!ctx.userId) throw new TRPCError({ code: "UNAUTHORIZED" });
      return {
        user: { id: ctx.userId, name: "Design Preview", email: "preview@example.test" },
        workspaces: [{ id: "wsp_preview", slug: "preview", name: "Preview workspace", role: "owner" }],
        duties: ["finance", "operator"],
      };
    }),
    authenticate: t.procedure
      .input(z.object({ email: z.string(), password: z.string() }))
      .mutation((): { id: string; name: string; email: string } | null => null),
    register: t.procedure
      .input(z.object({ name: z.string(), email: z.email(), password: z.string() }))
      .mutation((): { workspaceSlug: string } => {
        throw new TRPCError({ code: "PRECONDITION_FAILED", message: "Accounts cannot be opened yet." });
      }),
  }),
});

export type AppRouter = typeof appRouter;
export const createCaller = t.createCallerFactory(appRouter);
