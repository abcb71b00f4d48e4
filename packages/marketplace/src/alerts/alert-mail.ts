import { momentWords } from "../mail-time.ts";
import type { Mail } from "../mailer.ts";

export interface AlertMailInput {
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly workspace: { readonly name: string; readonly slug: string };
  /** Without a trailing slash. */
  readonly consoleUrl: string;
}

/** What a scope is called in a sentence, and the page where its budget is set. */
const SCOPES: Readonly<Record<string, { readonly noun: string; readonly page: string }>> = {
  workspace: { noun: "workspace", page: "settings" },
  member: { noun: "member", page: "members" },
  key: { noun: "key", page: "keys" },
  grant: { noun: "app", page: "connected-apps" },
};

/** The words of an alert's e-mail. */
export function alertMail(kind: string, input: AlertMailInput): Pick<Mail, "subject" | "text"> {
  if (kind === "balance.low") return lowBalance(input);
  return kind === "top_up.ceiling" ? topUpCeiling(input) : budget(input);
}

function budget({ detail, workspace, consoleUrl }: AlertMailInput): Pick<Mail, "subject" | "text"> {
  const { noun, page } = SCOPES[String(detail.scope)] ?? { noun: String(detail.scope), page: "settings" };
  const what =
    detail.scope === "workspace" ? `workspace “${workspace.name}”` : `${noun} “${detail.name}” in “${workspace.name}”`;
  const full = Number(detail.threshold) >= 100;
  const text = [
    `The ${what} has used ${detail.spent_usd} USD of its budget of ${detail.limit_usd} USD.`,
    "",
    full
      ? "Further calls on it are refused until it starts over or is raised."
      : "Calls go on. When the budget is used up, they are refused until it starts over or is raised.",
    detail.resets_at === null
      ? "This budget never starts over by itself."
      : `It starts over on ${momentWords(new Date(String(detail.resets_at)))}.`,
    "",
    `See or change it: ${consoleUrl}/w/${workspace.slug}/${page}`,
  ].join("\n");
  return { subject: `${detail.threshold}% of the budget of ${what} is used`, text };
}

function lowBalance({ detail, workspace, consoleUrl }: AlertMailInput): Pick<Mail, "subject" | "text"> {
  const text = [
    `The workspace “${workspace.name}” has ${detail.available_usd} USD of credit left, less than the ${detail.threshold_usd} USD you asked to be told of.`,
    "",
    "When it is used up, calls are refused until credit is added.",
    "",
    `Add credit: ${consoleUrl}/w/${workspace.slug}/billing`,
  ].join("\n");
  return { subject: `Credit of “${workspace.name}” is low`, text };
}

function topUpCeiling({ detail, workspace, consoleUrl }: AlertMailInput): Pick<Mail, "subject" | "text"> {
  const text = [
    `Credit of “${workspace.name}” is below ${detail.threshold_usd} USD, but automatic top-up has charged ${detail.charged_usd} USD this month and may charge ${detail.ceiling_usd} USD. Another ${detail.amount_usd} USD would be more than that, so nothing was charged.`,
    "",
    `It is tried again from ${momentWords(new Date(String(detail.resets_at)))}, or once the ceiling is raised. When credit is used up, calls are refused.`,
    "",
    `Raise the ceiling or add credit: ${consoleUrl}/w/${workspace.slug}/billing`,
  ].join("\n");
  return { subject: `Automatic top-up of “${workspace.name}” has reached its ceiling`, text };
}
