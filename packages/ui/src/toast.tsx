"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { IconButton } from "./icon-button.tsx";

export type ToastMessage = {
  title: string;
  description?: string;
  tone?: "positive" | "critical";
  /** One way back, such as Undo. */
  action?: { label: string; onClick: () => void };
};

const ToastContext = createContext<(message: ToastMessage) => void>(() => {});

/** Says briefly that something happened. Errors that need an answer belong beside the thing, not here. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext);
}

function Toast({ message, onClose }: { message: ToastMessage; onClose: () => void }) {
  const failed = message.tone === "critical";
  const Icon = failed ? CircleAlert : CircleCheck;
  return (
    <Radix.Root
      type={failed ? "foreground" : "background"}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="flex animate-rise-in items-start gap-3 rounded-lg border bg-raised py-3 pr-2 pl-4 shadow-lg"
    >
      <Icon
        aria-hidden="true"
        className={`mt-0.75 size-4 shrink-0 ${failed ? "text-critical-text" : "text-positive-text"}`}
      />
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-medium">{message.title}</Radix.Title>
        {message.description ? (
          <Radix.Description className="text-ink-muted text-sm">{message.description}</Radix.Description>
        ) : null}
        {message.action ? (
          <Radix.Action asChild altText={message.action.label}>
            <button
              type="button"
              className="mt-1 font-medium text-accent-text text-sm"
              onClick={message.action.onClick}
            >
              {message.action.label}
            </button>
          </Radix.Action>
        ) : null}
      </div>
      <Radix.Close asChild>
        <IconButton label="Dismiss" size="sm">
          <X />
        </IconButton>
      </Radix.Close>
    </Radix.Root>
  );
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<(ToastMessage & { id: number })[]>([]);
  const show = useCallback((message: ToastMessage) => {
    setMessages((shown) => [...shown.slice(-2), { ...message, id: (shown.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  return (
    <ToastContext value={show}>
      <Radix.Provider duration={6000} swipeDirection="right">
        {children}
        {messages.map((message) => (
          <Toast
            key={message.id}
            message={message}
            onClose={() => setMessages((shown) => shown.filter((other) => other.id !== message.id))}
          />
        ))}
        {/* On a phone the acts are at the bottom, where it would cover them. */}
        <Radix.Viewport className="fixed right-0 bottom-0 z-60 flex w-full max-w-sm flex-col gap-2 p-4 outline-none max-sm:top-14 max-sm:bottom-auto max-sm:max-w-none" />
      </Radix.Provider>
    </ToastContext>
  );
}
