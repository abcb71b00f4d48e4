"use client";

import type { LucideIcon } from "lucide-react";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import { type ComponentProps, createContext, type ReactNode, use, useRef } from "react";
import { classNames } from "./class-names.ts";
import { Link } from "./link.tsx";

const itemStyle =
  "flex w-full cursor-default select-none items-center gap-2.5 rounded-sm px-2 py-1.5 text-base outline-none data-disabled:opacity-50 data-highlighted:bg-hover forced-colors:data-highlighted:outline-2 forced-colors:data-highlighted:outline-solid forced-colors:data-highlighted:-outline-offset-2 max-sm:py-2.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint";

/** Takes what a chosen item does, to be done once the menu is gone. */
const Chosen = createContext<(act: () => void) => void>((act) => act());

export type MenuProps = {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom" | "right";
  className?: string;
};

/** What is chosen happens when the button has the focus again: a dialog that it opens gives the focus back to the button. */
export function Menu({ trigger, children, align = "end", side = "bottom", className }: MenuProps) {
  const chosen = useRef<(() => void) | null>(null);
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={() => {
            const act = chosen.current;
            chosen.current = null;
            if (act) queueMicrotask(act);
          }}
          className={classNames("z-50 min-w-48 animate-pop-in rounded-lg border bg-raised p-1 shadow-md", className)}
        >
          <Chosen
            value={(act) => {
              chosen.current = act;
            }}
          >
            {children}
          </Chosen>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export type MenuItemProps = ComponentProps<typeof Radix.Item> & { icon?: LucideIcon; danger?: boolean };

export function MenuItem({ icon: Icon, danger, className, children, onSelect, ...rest }: MenuItemProps) {
  const afterwards = use(Chosen);
  return (
    <Radix.Item
      onSelect={onSelect ? (event) => afterwards(() => onSelect(event)) : undefined}
      className={classNames(itemStyle, danger && "text-critical-text [&_svg]:text-critical-text", className)}
      {...rest}
    >
      {Icon ? <Icon aria-hidden="true" /> : null}
      {children}
    </Radix.Item>
  );
}

export function MenuLink({ href, icon: Icon, children }: { href: string; icon?: LucideIcon; children: ReactNode }) {
  return (
    <Radix.Item asChild className={itemStyle}>
      <Link href={href}>
        {Icon ? <Icon aria-hidden="true" /> : null}
        {children}
      </Link>
    </Radix.Item>
  );
}

/** One of several: the chosen one carries a tick. */
export function MenuChoice(props: {
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; icon?: LucideIcon }[];
}) {
  return (
    <Radix.RadioGroup value={props.value} onValueChange={props.onValueChange}>
      {props.options.map(({ value, label, icon: Icon }) => (
        <Radix.RadioItem key={value} value={value} className={itemStyle}>
          {Icon ? <Icon aria-hidden="true" /> : null}
          <span className="min-w-0 flex-1">{label}</span>
          <Radix.ItemIndicator>
            <Check className="text-accent-text!" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-ink-faint text-xs">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
