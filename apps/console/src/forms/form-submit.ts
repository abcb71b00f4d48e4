import type { FormEvent } from "react";

/**
 * What a form needs so that `run` gets its fields. Submitted before the page is ready, React keeps the submission and replays
 * it as `action`; afterwards `onSubmit` takes it, which leaves in the fields what people typed.
 */
export function formSubmit(run: (fields: FormData) => void) {
  return {
    action: run,
    onSubmit(event: FormEvent<HTMLFormElement>) {
      event.preventDefault();
      run(new FormData(event.currentTarget));
    },
  };
}
