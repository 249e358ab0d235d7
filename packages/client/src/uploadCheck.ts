import type { RuntimeConfig } from './config';

/** Why a file is not even sent. */
export type Refusal =
  | { readonly reason: 'empty' }
  | { readonly reason: 'tooLarge'; readonly bytesMax: number }
  | { readonly reason: 'unsupported'; readonly extension: string }
  | { readonly reason: 'nameTooLong'; readonly charactersMax: number };

export interface FileFacts {
  readonly name: string;
  readonly size: number;
}

const nameCharactersMax = 255;

export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function refusalOf(file: FileFacts, config: RuntimeConfig): Refusal | null {
  if (mediaTypeOf(file.name, config) === undefined) {
    return { reason: 'unsupported', extension: extensionOf(file.name) };
  }
  if (file.size === 0) return { reason: 'empty' };
  if (file.size > config.uploadBytesMax) {
    return { reason: 'tooLarge', bytesMax: config.uploadBytesMax };
  }
  if (file.name.length > nameCharactersMax) {
    return { reason: 'nameTooLong', charactersMax: nameCharactersMax };
  }
  return null;
}

export function mediaTypeOf(name: string, config: RuntimeConfig): string | undefined {
  const extension = extensionOf(name);
  return config.acceptedTypes.find((type) => type.extension === extension)?.mediaType;
}
