/** What the Codex command line (0.171) sends at the start of a turn, its texts and schemas shortened. */
export function codexRequest(model: string, more: readonly object[] = []): Record<string, unknown> {
  const parameters = { type: "object", properties: { cmd: { type: "string" } }, required: ["cmd"] };
  return {
    model,
    stream: true,
    store: false,
    tool_choice: "auto",
    parallel_tool_calls: true,
    reasoning: { summary: "auto" },
    include: ["reasoning.encrypted_content"],
    prompt_cache_key: "01a228c9-06fe-7623-9f19-27e4c0c57cbf",
    client_metadata: { session_id: "01a228c9-06fe-7623-9f19-27e4c0c57cbf" },
    tools: [
      { type: "function", name: "exec_command", description: "Runs a command.", strict: false, parameters },
      {
        type: "namespace",
        name: "multi_agent_v1",
        description: "Tools for spawning and managing sub-agents.",
        tools: [{ type: "function", name: "spawn_agent", description: "Starts one.", strict: false, parameters }],
      },
      { type: "web_search", external_web_access: true },
    ],
    input: [
      { type: "message", role: "developer", content: [{ type: "input_text", text: "You are a coding agent." }] },
      { type: "message", role: "user", content: [{ type: "input_text", text: "List the files." }] },
      ...more,
    ],
  };
}
