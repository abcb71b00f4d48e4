import type { ReactNode } from "react";
import { workspaceOf } from "../../../../server/viewer.ts";

type Props = { children: ReactNode; params: Promise<{ workspace: string }> };

export default async function WorkspaceLayout({ children, params }: Props) {
  await workspaceOf(params);
  return children;
}
