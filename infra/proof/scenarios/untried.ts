/** What could move money and is reached by no scenario, and why that is right. A new entry needs such a reason. */
export const UNTRIED: Readonly<Record<string, string>> = {
  "http.POST /v1/customers": "names somebody at the processor",
  "http.POST /v1/disputes/…/close": "gives in; the loss comes as an event, like any other",
  "http.POST /v1/disputes/…/update": "sends papers to the bank; what it decides comes as an event",
  "http.POST /v1/files": "uploads papers for a bank",
  "http.POST /v1/payment_intents/…/confirm": "sends the card's owner to the bank; what they decide comes as an event",
  "http.POST /v1/payment_methods/…/detach": "forgets a card",
  "http.POST /v2/core/account_links": "opens a page at the processor",
  "http.POST /v2/core/accounts": "names a payee at the processor",
  "pg.ensure_call_partitions": "makes room for calls to come",
  "redis.beginIdempotent": "keeps a key for an answer; the call it names is held, ended and charged like any other",
  "redis.clearCachedAnswers": "forgets answers that were sent; each was a call that was charged",
  "redis.dropCachedAnswer": "forgets one of them, or a response that was kept",
  "redis.giveBackIdempotent": "frees the key of a call that cost nothing",
  "redis.noteIdempotent": "notes which call a key is for, before it is held",
  "redis.storeCachedAnswer":
    "keeps an answer that was sent; giving it again is a call that is held, ended and charged like any other",
  "redis.storeIdempotent": "keeps an answer that was sent",
};

/** What nobody waits for: a scenario may be over before it is done, so that it is reached in one run and not in the next. */
export const UNAWAITED: Readonly<Record<string, string>> = {
  "redis.forgetOtherEpochs": "deletes counters that nobody reads",
};
