import type { Viewer } from "../shell/viewer.ts";

/** Where a person's own work is: their first workspace, or the desk their duty gives them. */
export function homePathOf(viewer: Pick<Viewer, "workspaces" | "duties" | "secondFactorDue">): string {
  const [workspace] = viewer.workspaces;
  if (viewer.secondFactorDue) return "/sign-in/set-up";
  if (viewer.duties.includes("finance")) return "/finance";
  if (viewer.duties.includes("operator")) return "/operator";
  return workspace ? `/w/${workspace.slug}` : "/";
}
