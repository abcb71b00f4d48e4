/** SQL of the ids of calls that no roll-up counts yet, as `noted.id`; each is to be joined to what is asked of the call. */
export const NOTED_CALLS = "uncounted_calls u CROSS JOIN LATERAL unnest(u.call_ids) noted(id)";
