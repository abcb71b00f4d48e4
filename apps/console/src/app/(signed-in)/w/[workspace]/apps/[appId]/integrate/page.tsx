import { CodeBlock } from "@tollgate/ui/code-block";
import { Link } from "@tollgate/ui/link";
import { Section } from "@tollgate/ui/section";
import { LinkTabs } from "@tollgate/ui/tabs";
import { type AppParams, loadAppPage } from "../../../../../../../builder/app-page.ts";
import {
  connectLinkSample,
  customerCallSamples,
  refusalSamples,
} from "../../../../../../../builder/integration-samples.ts";
import { exchangeSamples, sendAwaySamples } from "../../../../../../../builder/sign-in-samples.ts";
import { env } from "../../../../../../../env.ts";
import { sampleModelOf } from "../../../../../../../models/sample-model.ts";
import { api } from "../../../../../../../trpc/server.tsx";

type Props = { params: AppParams; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IntegratePage({ params, searchParams }: Props) {
  const [{ app, appHref }, { mode: asked }] = await Promise.all([loadAppPage(params), searchParams]);
  const mode = asked === "live" ? "live" : "test";
  const model = await sampleModelOf(await api());
  const { CONSOLE_URL: consoleUrl, API_URL: apiUrl } = env();
  const callbackUrl = app.redirectUrls[0] ?? app.callbackUrl ?? new URL("/tollgate", app.url).href;
  return (
    <div className="flex flex-col gap-10">
      <Section
        layout="aside"
        title="1. Send customers to the link"
        hint="They sign in, see your margin and agree. Tollgate then shows them a key for your app, once."
      >
        <CodeBlock samples={connectLinkSample(app.connectUrl)} />
      </Section>
      <Section
        layout="aside"
        title="Or let them sign in"
        hint="Nobody copies a key: customers approve and return with a code, which your app exchanges. Register the address they return to in the settings."
      >
        <div className="flex flex-col gap-4">
          <CodeBlock samples={sendAwaySamples({ consoleUrl, apiUrl, appId: app.id, callbackUrl })} />
          <CodeBlock samples={exchangeSamples({ apiUrl })} />
        </div>
      </Section>
      <Section
        layout="aside"
        title="2. Call models with their key"
        hint="Ask for the key in your app and keep it like a password. Calls made with it are paid by that customer, your margin included. A test key does the same and costs nothing."
      >
        <div className="flex flex-col gap-4">
          <LinkTabs
            label="Whose key"
            tabs={[
              { href: `${appHref}/integrate?mode=test`, label: "Test", current: mode === "test" },
              { href: `${appHref}/integrate?mode=live`, label: "Live", current: mode === "live" },
            ]}
          />
          <CodeBlock samples={customerCallSamples(apiUrl, model, mode)} />
          {mode === "test" ? (
            <p className="text-ink-muted text-sm">
              Make a test key under{" "}
              <Link href={`${appHref}/test`} className="text-accent-text underline underline-offset-4">
                Test mode
              </Link>
              , where its calls are listed too. Every error can be called up:{" "}
              <Link href="/docs/test-mode#scenarios" className="text-accent-text underline underline-offset-4">
                scenarios
              </Link>
              .
            </p>
          ) : null}
        </div>
      </Section>
      <Section
        layout="aside"
        title="3. Say what to do when a call is refused"
        hint="A customer may be out of credit, have disconnected the app, or still have to accept a higher margin. Each has its own code, and none of them costs anything."
      >
        <CodeBlock samples={refusalSamples(app.connectUrl)} />
      </Section>
    </div>
  );
}
