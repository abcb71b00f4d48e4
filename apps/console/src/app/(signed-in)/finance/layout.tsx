import type { ReactNode } from "react";
import { requireDuty } from "../../../server/viewer.ts";

export default async function FinanceLayout({ children }: { children: ReactNode }) {
  await requireDuty("finance");
  return children;
}
