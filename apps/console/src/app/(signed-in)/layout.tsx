import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { signedInUserId } from "../../server/session.ts";
import { viewer } from "../../server/viewer.ts";
import { Shell } from "../../shell/shell.tsx";

export const dynamic = "force-dynamic";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  if (!(await signedInUserId())) redirect("/sign-in");
  return <Shell viewer={await viewer()}>{children}</Shell>;
}
