export interface ProviderView {
  readonly id: string;
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly status: "active" | "suspended";
  readonly isDemo: boolean;
  readonly endpoints: number;
  readonly createdAt: Date;
}

export interface ProviderRow extends Omit<ProviderView, "endpoints"> {
  readonly _count: { readonly endpoints: number };
}

export function toProviderView(row: ProviderRow): ProviderView {
  const { id, workspaceId, slug, name, description, status, isDemo, createdAt } = row;
  return { id, workspaceId, slug, name, description, status, isDemo, endpoints: row._count.endpoints, createdAt };
}
