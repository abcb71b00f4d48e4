/** The signed-in person as the shell needs them. */
export type Viewer = {
  user: { id: string; name: string; email: string };
  workspaces: readonly { id: string; slug: string; name: string; role: "owner" | "admin" | "member" }[];
  /** Work for the marketplace itself, beyond one's own workspaces. */
  duties: readonly ("finance" | "operator")[];
  /** The duties wait until the person signs in with a second factor. */
  secondFactorDue: boolean;
};
