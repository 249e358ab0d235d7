/** What the server tells every client before anyone has signed in. */
export interface RuntimeConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly apiAudience: string;
  readonly uploadBytesMax: number;
  readonly questionCharactersMax: number;
  readonly acceptedTypes: readonly AcceptedType[];
  readonly environment: string;
}

export interface AcceptedType {
  /** Without the dot, lower case. */
  readonly extension: string;
  readonly mediaType: string;
}

export async function loadConfig(url: string): Promise<RuntimeConfig> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} answered ${String(response.status)} (expected: 200)`);
  }
  return parseConfig(await response.json());
}

export function parseConfig(value: unknown): RuntimeConfig {
  const config = value as Partial<RuntimeConfig> | null;
  const missing = (['issuer', 'clientId', 'uploadBytesMax', 'acceptedTypes'] as const).filter(
    (name) => config?.[name] === undefined,
  );
  if (missing.length > 0) {
    throw new Error(`config.json lacks ${missing.join(', ')}`);
  }
  return {
    apiAudience: '',
    questionCharactersMax: 8000,
    environment: 'production',
    ...config,
  } as RuntimeConfig;
}
