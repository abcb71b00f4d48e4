/** What an endpoint is asked with, beside the conversation. */
export interface RequestNeeds {
  readonly model: string;
  /** Per answer: the ceiling the hold was placed for. */
  readonly maxOutputTokens: number;
  readonly stream: boolean;
}
