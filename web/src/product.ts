import type { RuntimeConfig } from '@foundry/client/config';
import type { Session } from '@foundry/client/session';
import type { UploadQueue } from '@foundry/client/upload';
import { createContext, use } from 'react';
import type { Environment } from 'relay-runtime';

/** The parts that live as long as the page. */
export interface Product {
  readonly config: RuntimeConfig;
  readonly session: Session;
  readonly environment: Environment;
  readonly uploads: UploadQueue;
}

export const ProductContext = createContext<Product | null>(null);

export function useProduct(): Product {
  const product = use(ProductContext);
  if (!product) throw new Error('no product around this component');
  return product;
}
