import type { ReactNode } from "react";
import { requireDuty } from "../../../server/viewer.ts";

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  await requireDuty("operator");
  return children;
}
