"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { AppRouter } from "@tollgate/api/app-router";
import { LinkProvider } from "@tollgate/ui/link";
import { ToastProvider } from "@tollgate/ui/toast";
import { TooltipProvider } from "@tollgate/ui/tooltip";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import NextLink from "next/link";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { TRPCProvider } from "../trpc/client.tsx";

const STALE_MS = 30_000;

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { staleTime: STALE_MS, retry: 1 }, mutations: { retry: false } } }),
  );
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/api/trpc", transformer: superjson })] }),
  );
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
          <LinkProvider component={NextLink}>
            <TooltipProvider>
              <ToastProvider>{children}</ToastProvider>
            </TooltipProvider>
          </LinkProvider>
        </TRPCProvider>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
