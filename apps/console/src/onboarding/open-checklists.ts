import type { Onboarding, Track } from "./checklist.tsx";

/** Whether a role has done everything its first days ask for. */
export function isComplete(onboarding: Onboarding, track: Track): boolean {
  const { customer, builder, provider } = onboarding;
  switch (track) {
    case "customer":
      return customer.credit && customer.key && customer.firstCall !== null && customer.budget;
    case "builder":
      return builder.appId !== null && builder.margin && builder.connected && builder.firstCall !== null;
    case "provider":
      return provider.approved && provider.firstCall !== null;
  }
}

/** Whether a role's checklist has something left to ask for, and was not put away. */
export function isOpen(onboarding: Onboarding, track: Track): boolean {
  return !onboarding.hidden.includes(track) && !isComplete(onboarding, track);
}

/**
 * What the overview shows: what somebody has begun to build or serve, and what a customer has left. Who came to build or serve is not asked
 * to become a customer.
 */
export function checklistsOnOverview(onboarding: Onboarding): Track[] {
  const { customer, builder, provider } = onboarding;
  const begun: Track[] = [];
  if (builder.appId !== null && isOpen(onboarding, "builder")) begun.push("builder");
  if (provider.provider && isOpen(onboarding, "provider")) begun.push("provider");
  const pays = customer.credit || customer.key || customer.firstCall !== null;
  const cameForThis = builder.appId === null && !provider.provider;
  if ((pays || cameForThis) && isOpen(onboarding, "customer")) begun.push("customer");
  return begun;
}
