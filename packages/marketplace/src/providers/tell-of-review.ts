import { mailAdmins } from "../access/mail-admins.ts";
import type { Services } from "../context.ts";
import type { EndpointView } from "./endpoint-view.ts";

type Decision = "approve" | "reject" | "suspend";

const WORDS: Readonly<Record<Decision, { readonly done: string; readonly means: string }>> = {
  approve: {
    done: "was approved",
    means: "Routing sends it calls from now on, by price and health, and you earn each it answers.",
  },
  reject: {
    done: "was not approved",
    means: "It takes no calls. Change what the note asks for, and it is reviewed anew.",
  },
  suspend: { done: "was suspended", means: "It takes no calls until an operator approves it again." },
};

/** Tells a provider what an operator decided of an endpoint. A mail that was not taken undoes nothing; the endpoint's page says the same. */
export async function tellOfReview(
  services: Pick<Services, "db" | "mailer" | "urls">,
  { id, workspaceId, modelName, providerName, reviewNote }: EndpointView,
  decision: Decision,
): Promise<void> {
  const { done, means } = WORDS[decision];
  await mailAdmins(services, workspaceId, ({ slug }) => ({
    subject: `${modelName} at ${providerName} ${done}`,
    text: [
      `The endpoint for ${modelName} at ${providerName} ${done}. ${means}`,
      ...(reviewNote ? ["", `The operator’s note: ${reviewNote}`] : []),
      "",
      `See the endpoint: ${services.urls.console}/w/${slug}/endpoints/${id}`,
    ].join("\n"),
  }));
}
