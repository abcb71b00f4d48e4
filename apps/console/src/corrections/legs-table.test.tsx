import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LegsTable } from "./legs-table.tsx";

const platform = { owner: "platform", ownerName: "Platform" };

test("what an account gives stands on the debit side and what it gets on the credit side", () => {
  const html = renderToStaticMarkup(
    <LegsTable
      label="Top-up"
      legs={[
        { ...platform, accountType: "processor_cash", amountNano: -20_000_000_000n },
        { owner: "wsp_1", ownerName: "Acme", accountType: "customer_credit", amountNano: 20_000_000_000n },
      ]}
    />,
  );
  const cells = [...html.matchAll(/data-label="(Debit|Credit)"[^>]*>.*?>([^<]+)</g)].map(([, side, text]) => [
    side,
    text,
  ]);
  expect(cells).toEqual([
    ["Debit", "$20.000000000"],
    ["Credit", "–"],
    ["Debit", "–"],
    ["Credit", "$20.000000000"],
  ]);
});
