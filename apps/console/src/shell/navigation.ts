import {
  Activity,
  AppWindow,
  Banknote,
  Bell,
  BookOpenCheck,
  Boxes,
  ChartColumn,
  ChartNoAxesColumn,
  CircleDollarSign,
  Contact,
  CreditCard,
  FileSpreadsheet,
  Gavel,
  GitCompareArrows,
  HandCoins,
  Handshake,
  History,
  House,
  Inbox,
  KeyRound,
  Landmark,
  Library,
  LifeBuoy,
  ListTodo,
  ListTree,
  type LucideIcon,
  MessagesSquare,
  NotebookText,
  Percent,
  ReceiptText,
  Scale,
  ScanSearch,
  Search,
  Server,
  Settings,
  ShieldAlert,
  ShieldCheck,
  Siren,
  TicketPercent,
  Undo2,
  Unplug,
  Users,
  Webhook,
} from "lucide-react";
import type { Viewer } from "./viewer.ts";

export type NavigationItem = { href: string; label: string; icon: LucideIcon; exact?: boolean };
export type NavigationSection = { title?: string; items: NavigationItem[] };

function workspaceSections(slug: string): NavigationSection[] {
  const at = (path: string) => `/w/${slug}${path}`;
  return [
    {
      items: [
        { href: at(""), label: "Overview", icon: House, exact: true },
        { href: at("/models"), label: "Models", icon: Boxes },
        { href: at("/playground"), label: "Playground", icon: MessagesSquare },
        { href: at("/keys"), label: "API keys", icon: KeyRound },
        { href: at("/provider-keys"), label: "Provider keys", icon: Unplug },
        { href: at("/calls"), label: "Calls", icon: ReceiptText },
        { href: at("/usage"), label: "Usage", icon: ChartColumn },
        { href: at("/connected-apps"), label: "Connected apps", icon: Handshake },
      ],
    },
    {
      title: "Build",
      items: [
        { href: at("/apps"), label: "Apps", icon: AppWindow },
        { href: at("/earnings/builder"), label: "App earnings", icon: ChartNoAxesColumn },
      ],
    },
    {
      title: "Provide",
      items: [
        { href: at("/endpoints"), label: "Endpoints", icon: Server },
        { href: at("/earnings/provider"), label: "Endpoint earnings", icon: CircleDollarSign },
        { href: at("/payouts"), label: "Payouts", icon: Landmark },
      ],
    },
    {
      title: "Workspace",
      items: [
        { href: at("/billing"), label: "Billing", icon: CreditCard },
        { href: at("/alerts"), label: "Alerts", icon: Bell },
        { href: at("/members"), label: "Members", icon: Users },
        { href: at("/webhooks"), label: "Webhooks", icon: Webhook },
        { href: at("/settings"), label: "Settings", icon: Settings },
      ],
    },
  ];
}

const FINANCE: NavigationSection = {
  title: "Finance",
  items: [
    { href: "/finance", label: "Today", icon: ListTodo, exact: true },
    { href: "/finance/payouts", label: "Payouts", icon: Banknote },
    { href: "/finance/payees", label: "Payees", icon: Contact },
    { href: "/finance/disputes", label: "Disputes", icon: Gavel },
    { href: "/finance/refunds", label: "Refunds", icon: Undo2 },
    { href: "/finance/adjustments", label: "Adjustments", icon: Scale },
    { href: "/finance/debts", label: "Owed to us", icon: HandCoins },
    { href: "/finance/promotions", label: "Promotions", icon: TicketPercent },
    { href: "/finance/trial-balance", label: "Trial balance", icon: BookOpenCheck },
    { href: "/finance/reports", label: "Reports", icon: FileSpreadsheet },
    { href: "/finance/reconciliation", label: "Reconciliation", icon: GitCompareArrows },
    { href: "/finance/ledger", label: "Ledger", icon: NotebookText },
    { href: "/finance/audit-log", label: "Audit log", icon: History },
  ],
};

const OPERATOR: NavigationSection = {
  title: "Operate",
  items: [
    { href: "/operator", label: "Today", icon: ListTodo, exact: true },
    { href: "/operator/health", label: "Health", icon: Activity },
    { href: "/operator/search", label: "Search by id", icon: Search },
    { href: "/operator/endpoints", label: "Endpoint review", icon: ScanSearch },
    { href: "/operator/catalogue", label: "Catalogue", icon: Library },
    { href: "/operator/quarantine", label: "Quarantine", icon: ShieldAlert },
    { href: "/operator/risk", label: "Risk", icon: Siren },
    { href: "/operator/fees", label: "Fees", icon: Percent },
    { href: "/operator/recoveries", label: "Lost authenticators", icon: LifeBuoy },
    { href: "/operator/events", label: "Processor events", icon: Inbox },
    { href: "/operator/promotions", label: "Promotions", icon: TicketPercent },
    { href: "/operator/audit", label: "Ledger audit", icon: ShieldCheck },
    { href: "/operator/jobs", label: "Jobs", icon: ListTree },
  ],
};

/** What the sidebar offers this person, seen from one of their workspaces. */
export function navigationFor(viewer: Viewer, workspaceSlug: string | undefined): NavigationSection[] {
  return [
    ...(workspaceSlug ? workspaceSections(workspaceSlug) : []),
    ...(viewer.duties.includes("finance") ? [FINANCE] : []),
    ...(viewer.duties.includes("operator") ? [OPERATOR] : []),
  ];
}

/** A page below an item keeps the item current: a receipt belongs to Calls. */
export function isCurrent(item: NavigationItem, pathname: string): boolean {
  return pathname === item.href || (!item.exact && pathname.startsWith(`${item.href}/`));
}
