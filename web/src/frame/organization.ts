import { createContext, use } from 'react';

export interface OrganizationChoice {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

interface OrganizationState {
  readonly current: OrganizationChoice;
  readonly all: readonly OrganizationChoice[];
  readonly choose: (id: string) => void;
  readonly adopt: (id: string) => void;
  /** Grows whenever the live connection was made anew: what was missed has to be fetched. */
  readonly epoch: number;
}

export const OrganizationContext = createContext<OrganizationState | null>(null);

export function useOrganization(): OrganizationState {
  const state = use(OrganizationContext);
  if (!state) throw new Error('no organization around this component');
  return state;
}

const key = 'foundry.organization';

export function rememberOrganization(id: string): void {
  localStorage.setItem(key, id);
}

export function rememberedOrganization(): string | null {
  return localStorage.getItem(key);
}
