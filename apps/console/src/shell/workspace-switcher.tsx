"use client";

import { Avatar } from "@tollgate/ui/avatar";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from "@tollgate/ui/dropdown-menu";
import { ChevronsUpDown, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CreateWorkspace } from "../settings/create-workspace.tsx";
import type { Viewer } from "./viewer.ts";

export type WorkspaceSwitcherProps = { workspaces: Viewer["workspaces"]; currentSlug: string | undefined };

export function WorkspaceSwitcher({ workspaces, currentSlug }: WorkspaceSwitcherProps) {
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const current = workspaces.find((workspace) => workspace.slug === currentSlug);
  const name = current?.name ?? "Choose a workspace";
  return (
    <>
      <Menu
        align="start"
        className="w-(--radix-dropdown-menu-trigger-width) min-w-52"
        trigger={
          <button
            type="button"
            className="flex h-10 w-full items-center gap-2.5 rounded-md px-2 text-left transition-colors hover:bg-hover data-[state=open]:bg-hover"
          >
            <Avatar name={name} shape="square" className="size-6" />
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            <ChevronsUpDown className="size-3.5 shrink-0 text-ink-faint" aria-hidden="true" />
          </button>
        }
      >
        <MenuLabel>Workspaces</MenuLabel>
        <MenuChoice
          value={currentSlug ?? ""}
          onValueChange={(slug) => router.push(`/w/${slug}`)}
          options={workspaces.map(({ slug, name: label }) => ({
            value: slug,
            label: (
              <span className="flex items-center gap-2.5">
                <Avatar name={label} shape="square" className="size-5" />
                <span className="truncate">{label}</span>
              </span>
            ),
          }))}
        />
        <MenuSeparator />
        <MenuItem icon={Plus} onSelect={() => setCreating(true)}>
          Create a workspace
        </MenuItem>
      </Menu>
      <CreateWorkspace open={creating} onOpenChange={setCreating} />
    </>
  );
}
