import "server-only";
import { cache } from "react";
import { orNotFound } from "../server/or-not-found.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { api } from "../trpc/server.tsx";

export type DirectoryApp = Outputs["apps"]["directory"]["apps"][number];

/** Every app of the directory, newest first. */
export const loadDirectory = cache(async (): Promise<DirectoryApp[]> => {
  const caller = await api();
  const apps: DirectoryApp[] = [];
  let cursor: string | null = null;
  do {
    const page: Outputs["apps"]["directory"] = await caller.apps.directory({ cursor, limit: 200 });
    apps.push(...page.apps);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return apps;
});

/** One app of the directory; a page that is none for any other. */
export const loadDirectoryApp = cache(
  async (appId: string): Promise<Outputs["apps"]["directoryApp"]> =>
    await orNotFound((await api()).apps.directoryApp({ appId })),
);
