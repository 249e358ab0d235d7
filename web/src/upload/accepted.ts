import type { RuntimeConfig } from '@foundry/client/config';
import { bytesMax } from '../format';

/** "PDF, DOCX, …" as people say it. */
export function acceptedList(config: RuntimeConfig): string {
  return config.acceptedTypes.map(({ extension }) => extension.toUpperCase()).join(', ');
}

/** For the `accept` attribute of a file button. */
export function acceptAttribute(config: RuntimeConfig): string {
  return config.acceptedTypes.map(({ extension }) => `.${extension}`).join(',');
}

export function uploadMax(config: RuntimeConfig): string {
  return bytesMax(config.uploadBytesMax);
}
