import type { Viewer } from "../shell/viewer.ts";

/** Where a person's own work is: their first workspace, or the desk their duty gives them. */
export function homePathOf(viewer: Pick<Viewer, "workspaces" | "duties">): string {
  const [workspace] = viewer.workspaces;
  if (viewer.duties.includes("finance")) return "/finance";
  if (viewer.duties.includes("operator")) return "/operator/endpoints";
  return workspace ? `/w/${workspace.slug}` : "/";
}
