/** The signed-in person as the shell needs them. */
export type Viewer = {
  user: { id: string; name: string; email: string };
  workspaces: { slug: string; name: string }[];
  /** Work for the marketplace itself, beyond one's own workspaces. */
  duties: ("finance" | "operator")[];
};
