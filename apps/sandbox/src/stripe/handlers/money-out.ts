import { closeAccount, createAccount, createAccountLink, showAccount, updateAccount } from "../accounts.ts";
import type { Endpoint } from "../schema/stripe-types.ts";
import { createPayout, createTransfer, reverseTransfer } from "../transfers.ts";
import { createdIn, type Handlers, page } from "./handler.ts";
import { found } from "./money-in.ts";

type MoneyOut = Extract<
  Endpoint,
  `${string} /v1/${"transfers" | "payouts"}${string}` | `${string} /v2/core/account${string}`
>;

/** Connected accounts and the money that goes to them and to our bank. */
export const MONEY_OUT: Handlers<MoneyOut> = {
  "POST /v1/transfers": (account, { sent }) => createTransfer(account, sent),
  "GET /v1/transfers": ({ store }, { sent }) =>
    page(
      Object.values(store.state.transfers).filter(
        ({ destination, transfer_group: group, created }) =>
          (sent.destination === undefined || destination === sent.destination) &&
          (sent.transfer_group === undefined || group === sent.transfer_group) &&
          createdIn(created, sent.created),
      ),
      sent,
      "/v1/transfers",
    ),
  "GET /v1/transfers/{id}": ({ store }, { id }) => found(store.state.transfers[id], "transfer", id),
  "GET /v1/transfers/{id}/reversals": ({ store }, { sent, id }) => {
    const { reversals } = found(store.state.transfers[id], "transfer", id);
    return page([...reversals.data].reverse(), sent, `/v1/transfers/${id}/reversals`);
  },
  "POST /v1/transfers/{id}/reversals": (account, { sent, id }) =>
    reverseTransfer(account, found(account.store.state.transfers[id], "transfer", id), sent),
  "POST /v1/payouts": (account, { sent }) => createPayout(account, sent),
  "GET /v1/payouts": ({ store }, { sent }) =>
    page(
      Object.values(store.state.payouts).filter(
        ({ status, created }) =>
          (sent.status === undefined || status === sent.status) && createdIn(created, sent.created),
      ),
      sent,
      "/v1/payouts",
    ),
  "GET /v1/payouts/{id}": ({ store }, { id }) => found(store.state.payouts[id], "payout", id),
  "GET /v2/core/accounts": ({ store }, { sent }) => {
    const accounts = Object.values(store.state.accounts).reverse();
    const data = accounts.slice(0, sent.limit ?? 20).map((one) => showAccount(one, undefined));
    return { data, next_page_url: null, previous_page_url: null };
  },
  "POST /v2/core/accounts": (account, { sent }) => showAccount(createAccount(account, sent), sent.include),
  "GET /v2/core/accounts/{id}": ({ store }, { sent, id }) =>
    showAccount(found(store.state.accounts[id], "account", id), sent.include),
  "POST /v2/core/accounts/{id}": (account, { sent, id }) => {
    const target = found(account.store.state.accounts[id], "account", id);
    updateAccount(account, target, sent);
    return showAccount(target, sent.include);
  },
  "POST /v2/core/accounts/{id}/close": (account, { id }) => {
    const target = found(account.store.state.accounts[id], "account", id);
    closeAccount(account, target);
    return showAccount(target, undefined);
  },
  "POST /v2/core/account_links": (account, { sent, publicUrl }) => {
    found(account.store.state.accounts[sent.account], "account", sent.account);
    return createAccountLink(account, sent, publicUrl);
  },
};
