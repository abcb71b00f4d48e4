"use client";

import { Menu, MenuChoice } from "@tollgate/ui/dropdown-menu";
import { IconButton } from "@tollgate/ui/icon-button";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";

const THEMES = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "As the system", icon: Monitor },
];

export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      trigger={
        <IconButton label="Appearance">
          <Sun className="dark:hidden" />
          <Moon className="hidden dark:block" />
        </IconButton>
      }
    >
      <MenuChoice value={theme ?? "system"} onValueChange={setTheme} options={THEMES} />
    </Menu>
  );
}
