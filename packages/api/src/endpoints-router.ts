import { CheckEndpointInput, checkEndpoint } from "@tollgate/marketplace/providers/check-endpoint";
import { CreateProviderInput, createProvider } from "@tollgate/marketplace/providers/create-provider";
import { DiscoverModelsInput, discoverModels } from "@tollgate/marketplace/providers/discover-models";
import { GetOfferableInput, getOfferable } from "@tollgate/marketplace/providers/get-offerable";
import { ListEndpointChecksInput, listEndpointChecks } from "@tollgate/marketplace/providers/list-endpoint-checks";
import { ListEndpointsInput, listEndpoints } from "@tollgate/marketplace/providers/list-endpoints";
import { ListPriceVersionsInput, listPriceVersions } from "@tollgate/marketplace/providers/list-price-versions";
import { ListProvidersInput, listProviders } from "@tollgate/marketplace/providers/list-providers";
import { PauseEndpointInput, pauseEndpoint } from "@tollgate/marketplace/providers/pause-endpoint";
import { ProbeEndpointInput, probeEndpoint } from "@tollgate/marketplace/providers/probe-endpoint";
import { PublishPriceInput, publishPrice } from "@tollgate/marketplace/providers/publish-price";
import { RegisterEndpointInput, registerEndpoint } from "@tollgate/marketplace/providers/register-endpoint";
import { ResumeEndpointInput, resumeEndpoint } from "@tollgate/marketplace/providers/resume-endpoint";
import { UpdateEndpointInput, updateEndpoint } from "@tollgate/marketplace/providers/update-endpoint";
import { exportEndpointTraffic } from "@tollgate/marketplace/traffic/export-endpoint-traffic";
import { GetEndpointTrafficInput, getEndpointTraffic } from "@tollgate/marketplace/traffic/get-endpoint-traffic";
import { GetPriceStandingInput, getPriceStanding } from "@tollgate/marketplace/traffic/get-price-standing";
import { exportTraffic, ListTrafficInput, listTraffic } from "@tollgate/marketplace/traffic/list-traffic";
import { router, userProcedure } from "./trpc.ts";

export const endpointsRouter = router({
  providers: userProcedure.input(ListProvidersInput).query(({ ctx, input }) => listProviders(ctx, input)),
  createProvider: userProcedure.input(CreateProviderInput).mutation(({ ctx, input }) => createProvider(ctx, input)),
  list: userProcedure.input(ListEndpointsInput).query(({ ctx, input }) => listEndpoints(ctx, input)),
  traffic: userProcedure.input(ListTrafficInput).query(({ ctx, input }) => listTraffic(ctx, input)),
  exportTraffic: userProcedure.input(ListTrafficInput).query(({ ctx, input }) => exportTraffic(ctx, input)),
  exportTrafficOf: userProcedure
    .input(GetEndpointTrafficInput)
    .query(({ ctx, input }) => exportEndpointTraffic(ctx, input)),
  trafficOf: userProcedure.input(GetEndpointTrafficInput).query(({ ctx, input }) => getEndpointTraffic(ctx, input)),
  standing: userProcedure.input(GetPriceStandingInput).query(({ ctx, input }) => getPriceStanding(ctx, input)),
  // It changes nothing, but a key must not stand in an address.
  discoverModels: userProcedure.input(DiscoverModelsInput).mutation(({ ctx, input }) => discoverModels(ctx, input)),
  offerable: userProcedure.input(GetOfferableInput).query(({ ctx, input }) => getOfferable(ctx, input)),
  register: userProcedure.input(RegisterEndpointInput).mutation(({ ctx, input }) => registerEndpoint(ctx, input)),
  update: userProcedure.input(UpdateEndpointInput).mutation(({ ctx, input }) => updateEndpoint(ctx, input)),
  prices: userProcedure.input(ListPriceVersionsInput).query(({ ctx, input }) => listPriceVersions(ctx, input)),
  publishPrice: userProcedure.input(PublishPriceInput).mutation(({ ctx, input }) => publishPrice(ctx, input)),
  checks: userProcedure.input(ListEndpointChecksInput).query(({ ctx, input }) => listEndpointChecks(ctx, input)),
  check: userProcedure.input(CheckEndpointInput).mutation(({ ctx, input }) => checkEndpoint(ctx, input)),
  probe: userProcedure.input(ProbeEndpointInput).mutation(({ ctx, input }) => probeEndpoint(ctx, input)),
  pause: userProcedure.input(PauseEndpointInput).mutation(({ ctx, input }) => pauseEndpoint(ctx, input)),
  resume: userProcedure.input(ResumeEndpointInput).mutation(({ ctx, input }) => resumeEndpoint(ctx, input)),
});
