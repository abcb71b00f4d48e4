import { type CommonPrices, commonPrice } from "@tollgate/gateway/common-price";

interface PricedOffer {
  readonly id: string;
  readonly providerName: string;
  readonly prices: CommonPrices;
}

/**
 * The order in which endpoints of a model are listed, everywhere: by the price that callers compare, then by the provider's name. Where both are
 * the same the id decides, so that a list is the same twice.
 * @param read what the order goes by.
 */
export function cheapestFirst<Offer>(offers: readonly Offer[], read: (offer: Offer) => PricedOffer): Offer[] {
  return offers
    .map((offer) => ({ offer, ...read(offer) }))
    .map((known) => ({ ...known, price: commonPrice(known.prices) }))
    .sort(
      (a, b) =>
        Number(a.price > b.price) - Number(a.price < b.price) ||
        a.providerName.localeCompare(b.providerName, "en") ||
        (a.id < b.id ? -1 : 1),
    )
    .map(({ offer }) => offer);
}
