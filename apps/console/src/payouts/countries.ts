/** Countries payees can be paid in from a United States platform. Source: docs.stripe.com/connect/cross-border-payouts. */
const CODES =
  "US AE AR AT AU BE BG BR CA CH CL CO CR CY CZ DE DK EE ES FI FR GB GR HK HR HU IE IL IN IS IT JP KE KR LT LU LV MT MX MY NL NO NZ PE PH PL PT RO SE SG SI SK TH TR TW UY VN ZA";

const names = new Intl.DisplayNames("en", { type: "region" });

/** By name; `value` is the ISO 3166 code. */
export const COUNTRIES: readonly { value: string; label: string }[] = CODES.split(" ")
  .map((value) => ({ value, label: names.of(value) ?? value }))
  .sort((one, other) => one.label.localeCompare(other.label, "en"));
