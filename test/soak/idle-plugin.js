/** Takes part in a turn where provider-headers does, and does nothing there: what a host itself does with a plugin of its size. */
const HOOKS = [
  "model_call_started",
  "llm_input",
  "llm_output",
  "before_agent_run",
  "before_message_write",
  "message_sending",
  "reply_payload_sending",
];

export default {
  id: "provider-headers",
  register(api) {
    for (const hook of HOOKS) api.on(hook, () => {});
  },
};
