import { redirect } from "next/navigation";
import { api } from "../../../trpc/server.tsx";

/** Where signing in leads: the person's own work. */
export default async function Home() {
  const viewer = await (await api()).account.viewer();
  if (viewer.workspaces[0]) redirect(`/w/${viewer.workspaces[0].slug}`);
  if (viewer.duties.includes("finance")) redirect("/finance/payout-runs");
  if (viewer.duties.includes("operator")) redirect("/operator/endpoints");
  redirect("/");
}
