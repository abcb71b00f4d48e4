export type Role = "owner" | "admin" | "member";

/** What a role is called, and what it may. */
export const ROLES: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  owner: { name: "Owner", may: "Everything, and who else is an owner." },
  admin: { name: "Admin", may: "Manages keys, credit, apps and people." },
  member: { name: "Member", may: "Sees everything, uses the playground, changes nothing." },
};

/** The roles somebody may give: only owners make owners. */
export function rolesToGive(own: Role): { value: Role; label: string; detail: string }[] {
  const roles: Role[] = own === "owner" ? ["member", "admin", "owner"] : ["member", "admin"];
  return roles.map((role) => ({ value: role, label: ROLES[role].name, detail: ROLES[role].may }));
}

export function readRole(text: string): Role {
  return text === "owner" || text === "admin" ? text : "member";
}
