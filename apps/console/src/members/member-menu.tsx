"use client";

import { Menu, MenuItem, MenuSeparator } from "@tollgate/ui/dropdown-menu";
import { IconButton } from "@tollgate/ui/icon-button";
import { Ellipsis, UserCog, UserMinus, Wallet } from "lucide-react";
import { useState } from "react";
import { BudgetDialog } from "../limits/member-budget.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { ChangeRole } from "./change-role.tsx";
import { RemoveMember } from "./remove-member.tsx";
import type { Role } from "./role-words.ts";

export type Member = Outputs["workspaces"]["members"][number];

type Props = { workspace: { id: string; role: Role }; member: Member; isSelf: boolean };

/** What can be done about one member. */
export function MemberMenu({ workspace, member, isSelf }: Props) {
  const [shown, setShown] = useState<"budget" | "role" | "remove" | null>(null);
  const show = (which: "budget" | "role" | "remove") => (open: boolean) => setShown(open ? which : null);
  const mayManage = workspace.role !== "member";
  const mayDecide = mayManage && (member.role !== "owner" || workspace.role === "owner");
  if (!mayManage && !isSelf) return null;
  const { user, budgetNano, budgetReset } = member;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${user.name}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        {mayManage ? (
          <MenuItem icon={Wallet} onSelect={() => setShown("budget")}>
            Budget
          </MenuItem>
        ) : null}
        {mayDecide ? (
          <MenuItem icon={UserCog} onSelect={() => setShown("role")}>
            Change role
          </MenuItem>
        ) : null}
        {mayDecide || isSelf ? (
          <>
            {mayManage ? <MenuSeparator /> : null}
            <MenuItem icon={UserMinus} danger onSelect={() => setShown("remove")}>
              {isSelf ? "Leave" : "Remove"}
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <BudgetDialog
        open={shown === "budget"}
        onOpenChange={show("budget")}
        workspaceId={workspace.id}
        userId={user.id}
        name={user.name}
        terms={{ budgetNano, budgetReset }}
      />
      <ChangeRole open={shown === "role"} onOpenChange={show("role")} workspace={workspace} member={member} />
      <RemoveMember
        open={shown === "remove"}
        onOpenChange={show("remove")}
        workspaceId={workspace.id}
        member={member}
        isSelf={isSelf}
      />
    </>
  );
}
