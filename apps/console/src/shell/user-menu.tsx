"use client";

import { Avatar } from "@tollgate/ui/avatar";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@tollgate/ui/dropdown-menu";
import { LogOut, ReceiptText, Settings, UserRound } from "lucide-react";
import { signOut } from "next-auth/react";
import type { Viewer } from "./viewer.ts";

export function UserMenu({ user, workspaceSlug }: { user: Viewer["user"]; workspaceSlug?: string }) {
  return (
    <Menu
      className="w-60"
      trigger={
        <button type="button" className="rounded-full">
          <Avatar name={user.name} className="size-8" />
          <span className="sr-only">Account of {user.name}</span>
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-2">
        <p className="truncate font-medium">{user.name}</p>
        <p className="truncate text-ink-faint text-sm">{user.email}</p>
      </div>
      <MenuSeparator />
      <MenuLink href="/account" icon={UserRound}>
        Account and security
      </MenuLink>
      <MenuSeparator />
      {workspaceSlug ? (
        <>
          <MenuLink href={`/w/${workspaceSlug}/billing`} icon={ReceiptText}>
            Billing
          </MenuLink>
          <MenuLink href={`/w/${workspaceSlug}/settings`} icon={Settings}>
            Settings
          </MenuLink>
          <MenuSeparator />
        </>
      ) : null}
      <MenuItem icon={LogOut} onSelect={() => signOut({ callbackUrl: "/" })}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
