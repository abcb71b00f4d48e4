/** One call to the simulated API, for the journal. Keys are never kept. */
export type ApiCall = {
  at: string;
  requestId: string;
  method: string;
  path: string;
  status: number;
  idempotencyKey: string | null;
  replayed: boolean;
  /** The connection was broken instead of answering. */
  lost: boolean;
};

const KEPT = 500;

export class ApiLog {
  readonly #calls: ApiCall[] = [];

  add(call: ApiCall): void {
    this.#calls.push(call);
    if (this.#calls.length > KEPT) {
      this.#calls.shift();
    }
  }

  list(): readonly ApiCall[] {
    return this.#calls;
  }
}
