import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { signedInUserId } from "../../server/session.ts";
import { Shell } from "../../shell/shell.tsx";
import { api } from "../../trpc/server.tsx";

export const dynamic = "force-dynamic";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  if (!(await signedInUserId())) redirect("/sign-in");
  const viewer = await (await api()).account.viewer();
  return <Shell viewer={viewer}>{children}</Shell>;
}
