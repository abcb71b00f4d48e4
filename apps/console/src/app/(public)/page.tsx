import { Button } from "@tollgate/ui/button";
import { CodeBlock } from "@tollgate/ui/code-block";
import { Link } from "@tollgate/ui/link";
import { connection } from "next/server";
import { env } from "../../env.ts";
import { Audiences } from "../../landing/audiences.tsx";
import { codeSamples } from "../../landing/code-samples.ts";
import { ExampleReceipt } from "../../landing/example-receipt.tsx";
import { Guarantees } from "../../landing/guarantees.tsx";

const section = "mx-auto w-full max-w-6xl px-5 sm:px-8";

export default async function LandingPage() {
  await connection();
  return (
    <main>
      <div
        className={`${section} grid items-center gap-x-16 gap-y-12 pt-16 pb-20 sm:pt-24 sm:pb-28 lg:grid-cols-[minmax(0,1fr)_27rem]`}
      >
        <div>
          <h1 className="max-w-xl font-semibold text-4xl sm:text-5xl">Every model call, divided to the nano.</h1>
          <p className="mt-6 max-w-lg text-ink-muted text-xl">
            Tollgate is one API in front of every model. People pay for what they call, apps earn the margin their users
            agreed to, and providers are paid for what they served.
          </p>
          <div className="mt-9 flex flex-wrap gap-3">
            <Button asChild intent="primary" size="lg">
              <Link href="/sign-up">Open an account</Link>
            </Button>
            <Button asChild size="lg">
              <Link href="/models">Browse the models</Link>
            </Button>
          </div>
        </div>
        <ExampleReceipt />
      </div>

      <div className="border-y bg-sunken">
        <div className={`${section} grid items-center gap-x-16 gap-y-10 py-20 lg:grid-cols-[minmax(0,1fr)_36rem]`}>
          <div>
            <h2 className="font-semibold text-3xl">Change one line.</h2>
            <p className="mt-4 max-w-md text-ink-muted text-lg">
              Keep the SDK you have. Streaming, tools and usage arrive byte for byte as the provider sent them; the
              metering listens and stays out of the way.
            </p>
          </div>
          <CodeBlock samples={codeSamples(env().API_URL)} />
        </div>
      </div>

      <div className={`${section} py-20 sm:py-28`}>
        <h2 className="mb-10 max-w-2xl font-semibold text-3xl">Three sides, one honest price.</h2>
        <Audiences />
      </div>

      <div className="border-t">
        <div className={`${section} py-20 sm:py-28`}>
          <h2 className="mb-10 max-w-2xl font-semibold text-3xl">What you can hold us to.</h2>
          <Guarantees />
          <div className="mt-20 flex flex-wrap items-center justify-between gap-6 rounded-xl border bg-surface px-8 py-8 shadow-xs">
            <p className="font-semibold text-xl">A first call takes a key and five dollars of credit.</p>
            <Button asChild intent="primary" size="lg">
              <Link href="/sign-up">Open an account</Link>
            </Button>
          </div>
        </div>
      </div>
    </main>
  );
}
