/** A page of the documentation, as navigation, index and sitemap know it. */
export interface DocsPage {
  /** Under `/docs/`; the folder of the page in `app/(public)/docs`. */
  readonly slug: string;
  readonly title: string;
  /** One sentence: what a reader knows afterwards. */
  readonly summary: string;
}

export interface DocsChapter {
  readonly title: string;
  readonly pages: readonly DocsPage[];
}

/** The documentation in reading order. A page is one file, `app/(public)/docs/<slug>/page.tsx`, and one entry here. */
export const DOCS: readonly DocsChapter[] = [
  {
    title: "Calling models",
    pages: [
      {
        slug: "quick-start",
        title: "Quick start",
        summary: "From nothing to a first call and its receipt, in three steps.",
      },
      {
        slug: "sdks",
        title: "With the client you use",
        summary:
          "OpenAI’s, Anthropic’s, Google’s and OpenRouter’s packages, the Vercel AI SDK, LangChain, agents and Codex, each as it is.",
      },
      {
        slug: "other-models",
        title: "Embeddings, pictures and sound",
        summary:
          "Models that do something else than answer in text: where each kind is asked, and what it is charged for.",
      },
      {
        slug: "conformance",
        title: "What every pairing carries",
        summary: "Feature by feature: what arrives when a client of one API calls a model behind another.",
      },
      {
        slug: "routing",
        title: "Which endpoint serves",
        summary: "How endpoints are chosen, how to have a say in it, and what happens when one fails.",
      },
      {
        slug: "api",
        title: "API reference",
        summary:
          "Every path of the API with its parameters and an example, from the description that the API serves of itself.",
      },
      {
        slug: "errors",
        title: "Errors",
        summary: "Every error of the API, with its status, its type and what to do about it.",
      },
      {
        slug: "attribution",
        title: "Who a call was for",
        summary: "How to name the end user, the tenant and the feature of a call, and see usage and earnings by them.",
      },
      {
        slug: "idempotent-calls",
        title: "Idempotent calls",
        summary: "How to send a call again without paying for it again, and what the same key gets each time.",
      },
      {
        slug: "kept-responses",
        title: "Carrying a response on",
        summary: "How a request of Responses goes on from an earlier one by its id, and what is kept for that.",
      },
      {
        slug: "cached-answers",
        title: "Cached answers",
        summary: "How to get the same answer to the same request again, at a fraction of its price, and when not.",
      },
    ],
  },
  {
    title: "Keeping control",
    pages: [
      {
        slug: "budgets",
        title: "Budgets, limits and alerts",
        summary:
          "How to cap what keys, people, apps and a whole workspace spend, and who is told before it is used up.",
      },
      {
        slug: "keys",
        title: "API keys",
        summary: "How to bind a key to models and addresses, let it expire, and rotate it without an outage.",
      },
      {
        slug: "provider-keys",
        title: "Your own provider keys",
        summary:
          "How to call with keys you have at providers: which key a call takes, what it costs, and when it goes on without.",
      },
      {
        slug: "signing-in",
        title: "Signing in",
        summary: "Passwords, links by mail, passkeys and codes: what opens an account, and what keeps others out.",
      },
      {
        slug: "members",
        title: "Members and roles",
        summary: "How people come into a workspace, what each role may do, and what becomes of keys when they leave.",
      },
      {
        slug: "webhooks",
        title: "Webhooks",
        summary: "Signed messages to your own systems: how to verify them, and when they are tried again.",
      },
    ],
  },
  {
    title: "Earning",
    pages: [
      {
        slug: "building-an-app",
        title: "Building an app",
        summary: "Your product’s calls on your customers’ credit, with your margin on top.",
      },
      {
        slug: "test-mode",
        title: "Test mode",
        summary: "How to try an app without money: test keys, a simulated model, and every error on demand.",
      },
      {
        slug: "sign-in-with-tollgate",
        title: "Sign in with Tollgate",
        summary: "How an app gets a key by sending a person here and back: OAuth with PKCE, for any client.",
      },
      {
        slug: "margins-and-consent",
        title: "Margins and consent",
        summary: "What a margin can consist of, when a new one applies, and what customers have to agree to.",
      },
      {
        slug: "serving-models",
        title: "Serving models",
        summary: "Register an endpoint, hosted or your own vLLM, SGLang, Ollama or llama.cpp, and be paid for it.",
      },
      {
        slug: "getting-paid",
        title: "Getting paid",
        summary: "When and how earnings reach your bank, what is held back, and why an amount carries over.",
      },
    ],
  },
  {
    title: "Money",
    pages: [
      {
        slug: "settlement",
        title: "What a call costs when things go wrong",
        summary: "Errors, disconnects, missing usage, changed prices: who pays and who earns in each case.",
      },
      {
        slug: "credit",
        title: "Credit, top-ups and refunds",
        summary:
          "How credit is bought and topped up, what invoices say, how unspent credit comes back, and what a dispute does.",
      },
      {
        slug: "promotional-credit",
        title: "Promotional credit",
        summary: "Where it comes from, in which order it is spent, when it expires, and what a refund does to it.",
      },
      {
        slug: "refunds-of-calls",
        title: "Refunds of calls",
        summary: "Who gives back what when a call is refunded, who may decide it, and where it shows.",
      },
      {
        slug: "faults",
        title: "When parts fail",
        summary: "What happens to calls and to money when Redis, Postgres, a proxy or a worker goes away.",
      },
      {
        slug: "month-end",
        title: "Month end",
        summary: "How a month closes and is paid, which reports prove it, and how the books are compared with others’.",
      },
      {
        slug: "receipts",
        title: "Receipts and how to verify them",
        summary: "Every charge is signed: how to prove what a call cost and why, offline and without asking anyone.",
      },
      {
        slug: "audit",
        title: "Audit",
        summary:
          "How the books prove every hour that they are right, and what happens to usage that cannot be settled.",
      },
    ],
  },
];

export function docsHref(slug: string): string {
  return `/docs/${slug}`;
}

/** @throws RangeError for a slug that has no entry, so that a page cannot be forgotten in the contents. */
export function docsPage(slug: string): DocsPage {
  for (const { pages } of DOCS) {
    const page = pages.find((one) => one.slug === slug);
    if (page) return page;
  }
  throw new RangeError(`the documentation's contents do not list ${slug}`);
}

/** The pages before and after one, in reading order. */
export function docsNeighbours(slug: string): { readonly previous?: DocsPage; readonly next?: DocsPage } {
  const pages = DOCS.flatMap((chapter) => chapter.pages);
  const at = pages.findIndex((page) => page.slug === slug);
  return { previous: pages[at - 1], next: pages[at + 1] };
}
