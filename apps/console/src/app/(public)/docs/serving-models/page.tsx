import { CodeBlock } from "@tollgate/ui/code-block";
import type { Metadata } from "next";
import { docsPage } from "../../../../docs/contents.ts";
import { DocsArticle } from "../../../../docs/docs-article.tsx";
import { Code, Heading, List, Text } from "../../../../docs/prose.tsx";

const { title, summary } = docsPage("serving-models");
export const metadata: Metadata = { title, description: summary, alternates: { canonical: "/docs/serving-models" } };

const SERVERS = [
  {
    label: "vLLM",
    code: `vllm serve meta-llama/Llama-3.3-70B-Instruct \\
  --host 0.0.0.0 --port 8000 --api-key "$ENDPOINT_KEY" \\
  --enable-auto-tool-choice --tool-call-parser llama3_json \\
  --chat-template examples/tool_chat_template_llama3.1_json.jinja \\
  --enable-prompt-tokens-details
# Address to register: https://your-host:8000/v1`,
  },
  {
    label: "SGLang",
    code: `python -m sglang.launch_server \\
  --model-path meta-llama/Llama-3.3-70B-Instruct \\
  --host 0.0.0.0 --port 30000 --api-key "$ENDPOINT_KEY" \\
  --tool-call-parser llama3 --enable-cache-report
# Address to register: https://your-host:30000/v1`,
  },
  {
    label: "Ollama",
    code: `OLLAMA_HOST=0.0.0.0:11434 OLLAMA_CONTEXT_LENGTH=32768 ollama serve
# Address to register: https://your-host:11434/v1, as one that fetches no pictures,
# or https://your-host:11434/api as Ollama’s own API.
# Ollama asks for no key: put a proxy with one in front of it.`,
  },
  {
    label: "llama.cpp",
    code: `llama-server -m model.gguf --ctx-size 32768 \\
  --host 0.0.0.0 --port 8080 --api-key "$ENDPOINT_KEY"
# Address to register: https://your-host:8080/v1`,
  },
];

export default function ServingModelsPage() {
  return (
    <DocsArticle slug="serving-models">
      <Text>
        Any server that speaks one of these can be registered, a hosted API or your own machine: OpenAI’s chat
        completions or responses, Azure OpenAI, Anthropic’s messages, Gemini, Amazon Bedrock Converse, Cohere’s chat or
        Ollama’s own API. Callers use whichever client they like; what they send is translated to what you speak. You
        set the price and keep all of it; the platform’s fee and an app’s margin are added on top, never taken out.
      </Text>
      <Heading>Three steps</Heading>
      <List
        ordered
        items={[
          "Register the endpoint under Provide → Endpoints: the model, the address and the key. The key is sealed and never shown again.",
          "Set the price per million tokens. The market for the same model is drawn beside it.",
          "The endpoint is probed at once with a small real call, and an operator approves it. From then on it gets calls.",
        ]}
      />
      <Heading>Your own server</Heading>
      <div className="mt-4">
        <CodeBlock samples={SERVERS} />
      </div>
      <List
        items={[
          "Tools are called rightly only with the parser of your model; the ones above fit Llama 3, with the template from vLLM’s own examples. llama.cpp takes it from the model’s template.",
          "vLLM and SGLang say how many tokens their cache served only when they are told to; llama.cpp and Ollama always do. What is not said cannot get your price for cached tokens.",
          "The context you serve is the one that is checked: Ollama’s is 4,096 tokens on a card below 24 GB unless you set it, and llama.cpp divides its own among parallel calls when you set their number with --parallel and not --kv-unified.",
          "Checked against vLLM 0.30, SGLang 0.5.20, Ollama 0.34 and llama.cpp b11139.",
        ]}
      />
      <Text>
        The address must be reachable from the marketplace by a public name. Private networks are refused, unless
        whoever runs this marketplace opened theirs with <Code>EGRESS_ALLOW</Code>.
      </Text>
      <Text>
        Once the address and the key are entered, List its models asks your API what it has, so that the model’s name in
        it need not be typed.
      </Text>
      <Heading>A cloud account of your own</Heading>
      <List
        items={[
          <>
            Amazon Bedrock: register <Code>https://bedrock-runtime.us-east-1.amazonaws.com</Code> with the region of
            your models, and either a Bedrock API key or the access key of a user that may call{" "}
            <Code>bedrock:InvokeModel</Code> and <Code>bedrock:InvokeModelWithResponseStream</Code>. With an access key
            every call is signed (Signature Version 4) and the secret never travels.
          </>,
          <>
            Vertex AI: register{" "}
            <Code>
              https://LOCATION-aiplatform.googleapis.com/v1/projects/PROJECT/locations/LOCATION/publishers/google
            </Code>{" "}
            and paste the key file of a service account with the role Vertex AI User. Access tokens are asked for with
            it and renewed before they end.
          </>,
        ]}
      />
      <Heading>How much it bears</Heading>
      <Text>
        Under Policy and limits you say how many calls at a time and how many a minute the endpoint bears. Calls beyond
        that are sent elsewhere, or refused with 503 and a time when nobody else serves the model. Each of the
        marketplace’s proxies counts for itself. To work on your machines, pause the endpoint: open calls end, no new
        ones come, and resuming needs no review.
      </Text>
      <Heading>Changing a price</Heading>
      <Text>
        A new price is a new version. A call that is under way keeps the one it began with; the next call has the new
        one.
      </Text>
      <Heading>What it claims is checked</Heading>
      <Text>
        Once a day an endpoint of a chat model is asked for what its model claims: a call of a tool whose arguments fit,
        JSON that fits a schema, a picture, a long prompt, and usage that our own count bears out. An answer that names
        another model counts too. One untrue claim holds the endpoint back, so that it is tried after all others; untrue
        again, it is suspended. The endpoint’s page shows what was asked, what was expected and what came.
      </Text>
      <Heading>What brings you calls</Heading>
      <List
        items={[
          "The price: an endpoint at half the price of another is drawn four times as often.",
          "Being up: an endpoint whose probe fails comes last, one that keeps failing is left out for a while.",
          "Reporting usage: without it, what you delivered is counted here and labelled an estimate.",
        ]}
      />
    </DocsArticle>
  );
}
