import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { JsonFile } from "../json-file.ts";

const Message = z.object({
  id: z.string(),
  receivedAt: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  attachments: z.array(z.object({ filename: z.string().nullable(), contentType: z.string(), bytes: z.number() })),
});
export type Message = z.infer<typeof Message>;

const Mailbox = z.object({ messages: z.array(Message).default(() => []) });

const KEPT_MESSAGES = 500;

/** The newest 500 messages, mirrored to one file. */
export class MailStore {
  #messages: Message[];
  readonly #file: JsonFile<typeof Mailbox>;

  private constructor(messages: Message[], file: JsonFile<typeof Mailbox>) {
    this.#messages = messages;
    this.#file = file;
  }

  static async open(dataDirectory: string): Promise<MailStore> {
    const file = new JsonFile(join(dataDirectory, "sandbox", "mailbox.json"), Mailbox);
    return new MailStore((await file.load()).messages, file);
  }

  async add(message: Omit<Message, "id" | "receivedAt">): Promise<void> {
    this.#messages.push({ id: `msg_${randomUUID()}`, receivedAt: new Date().toISOString(), ...message });
    this.#messages = this.#messages.slice(-KEPT_MESSAGES);
    await this.#save();
  }

  /** Newest first; with a recipient, only messages one of whose recipients contains that text. */
  list(recipient = ""): Message[] {
    const wanted = recipient.trim().toLowerCase();
    const matches = (message: Message) => message.to.some((address) => address.toLowerCase().includes(wanted));
    return this.#messages.filter((message) => wanted === "" || matches(message)).reverse();
  }

  find(id: string): Message | undefined {
    return this.#messages.find((message) => message.id === id);
  }

  async clear(): Promise<void> {
    this.#messages = [];
    await this.#save();
  }

  #save(): Promise<void> {
    return this.#file.save(() => ({ messages: this.#messages }));
  }
}
