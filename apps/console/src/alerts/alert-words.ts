import type { Outputs } from "../trpc/outputs.ts";

export type Alert = Outputs["alerts"]["list"]["alerts"][number];
type About = Pick<Alert, "about" | "scope">;

const BUDGETS = {
  workspace: { words: "Workspace budget", page: "settings" },
  member: { words: "Member budget", page: "members" },
  key: { words: "Key budget", page: "keys" },
  grant: { words: "App budget", page: "connected-apps" },
} as const;

/** The choices of the filter. */
export const ABOUTS = [
  { about: "budget", word: "Budgets" },
  { about: "low_credit", word: "Low credit" },
  { about: "top_up_ceiling", word: "Automatic top-up" },
] as const satisfies readonly { about: Alert["about"]; word: string }[];

/** The filter in an address; anything else shows all. */
export function readAlertAbout(text: unknown): Alert["about"] | undefined {
  return ABOUTS.find(({ about }) => about === text)?.about;
}

/** What an alert is about, in two words. */
export function aboutWords({ about, scope }: About): string {
  if (about === "budget") return BUDGETS[scope].words;
  return about === "low_credit" ? "Credit" : "Automatic top-up";
}

/** Where the budget is set, or credit is bought. */
export function alertHref(slug: string, { about, scope }: About): string {
  return `/w/${slug}/${about === "budget" ? BUDGETS[scope].page : "billing"}`;
}

/** From this share on, calls are about to be refused. */
const PRESSING_PERCENT = 80;

/** Of the alerts that still hold, the newest of each budget that presses and what is told of credit; newest first, as they come. */
export function pressing<One extends About & Pick<Alert, "isCurrent" | "threshold" | "name">>(
  alerts: readonly One[],
): One[] {
  const seen = new Set<string>();
  return alerts.filter(({ isCurrent, threshold, about, scope, name }) => {
    const budget = `${about} ${scope} ${name}`;
    if (!isCurrent || seen.has(budget)) return false;
    seen.add(budget);
    return threshold === null || threshold >= PRESSING_PERCENT;
  });
}
