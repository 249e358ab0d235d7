import type { RuntimeConfig } from './config';
import { isAborted } from './abort';
import { asFailure, RequestFailure } from './failure';
import type { PutOutcome, PutRequest } from './put';
import { mediaTypeOf, refusalOf, type Refusal } from './uploadCheck';

export type UploadStep = 'waiting' | 'hashing' | 'registering' | 'sending' | 'finishing';

export type UploadState =
  | { readonly kind: 'active'; readonly step: UploadStep }
  | { readonly kind: 'done'; readonly alreadyHere: boolean }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly failure: RequestFailure };

export interface UploadItem {
  readonly key: string;
  readonly projectId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
  readonly state: UploadState;
}

export interface Registration {
  readonly documentId: string;
  /** Null if the bytes are already there. */
  readonly upload: Pick<PutRequest, 'url' | 'headers'> | null;
  /** True if the server still waits for `complete`. */
  readonly awaitsCompletion: boolean;
}

export interface NewDocument {
  readonly projectId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What the queue needs of the world; the clients wire it to Relay and to the browser. */
export interface UploadPorts {
  readonly register: (document: NewDocument) => Promise<Registration>;
  readonly complete: (documentId: string) => Promise<void>;
  readonly put: (request: PutRequest) => Promise<PutOutcome>;
  readonly hash: (bytes: ArrayBuffer) => Promise<string>;
  readonly nowMillis: () => number;
}

/** Two at a time: more only share the same line, and the browser has six connections a host. */
const parallelMax = 2;
const putAttemptsMax = 2;

interface Entry {
  item: UploadItem;
  readonly file: File;
  stop: AbortController;
}

/** All uploads of this tab. It lives outside of any screen, so that navigation does not stop it. */
export class UploadQueue {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private readonly config: RuntimeConfig;
  private readonly ports: UploadPorts;
  private snapshot: readonly UploadItem[] = [];
  private running = 0;
  private counter = 0;

  constructor(config: RuntimeConfig, ports: UploadPorts) {
    this.config = config;
    this.ports = ports;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly items = (): readonly UploadItem[] => this.snapshot;

  add(projectId: string, files: readonly File[]): void {
    for (const file of files) {
      this.counter += 1;
      const key = `upload-${String(this.counter)}`;
      const refusal = refusalOf(file, this.config);
      const item: UploadItem = {
        key,
        projectId,
        name: file.name,
        sizeBytes: file.size,
        sentBytes: 0,
        bytesPerSecond: 0,
        state: refusal ? { kind: 'refused', refusal } : { kind: 'active', step: 'waiting' },
      };
      this.entries.set(key, { item, file, stop: new AbortController() });
    }
    this.publish();
    this.fill();
  }

  stop(key: string): void {
    const entry = this.entries.get(key);
    if (entry?.item.state.kind !== 'active') return;
    entry.stop.abort();
    this.update(entry, { state: { kind: 'stopped' } });
  }

  retry(key: string): void {
    const entry = this.entries.get(key);
    if (!entry || (entry.item.state.kind !== 'failed' && entry.item.state.kind !== 'stopped')) return;
    entry.stop = new AbortController();
    this.update(entry, { sentBytes: 0, state: { kind: 'active', step: 'waiting' } });
    this.fill();
  }

  dismiss(key: string): void {
    this.stop(key);
    this.entries.delete(key);
    this.publish();
  }

  /** Forgets all that is over. */
  clear(): void {
    for (const [key, entry] of this.entries) {
      if (entry.item.state.kind !== 'active') this.entries.delete(key);
    }
    this.publish();
  }

  private fill(): void {
    for (const entry of this.entries.values()) {
      if (this.running >= parallelMax) return;
      const { state } = entry.item;
      if (state.kind === 'active' && state.step === 'waiting') this.start(entry);
    }
  }

  private start(entry: Entry): void {
    this.running += 1;
    const { signal } = entry.stop;
    this.update(entry, { state: { kind: 'active', step: 'hashing' } });
    void this.run(entry, signal)
      .catch((error: unknown) => {
        if (isAborted(signal)) return;
        this.update(entry, { state: { kind: 'failed', failure: asFailure(error) } });
      })
      .finally(() => {
        this.running -= 1;
        this.fill();
      });
  }

  private async run(entry: Entry, signal: AbortSignal): Promise<void> {
    const document = await this.describe(entry);
    for (let attempt = 1; !isAborted(signal); attempt += 1) {
      this.update(entry, { state: { kind: 'active', step: 'registering' } });
      const registration = await this.ports.register(document);
      if (isAborted(signal)) return;
      const outcome = await this.send(entry, registration, signal);
      if (isAborted(signal) || outcome.kind === 'stopped') return;
      if (outcome.kind === 'sent') {
        await this.finish(entry, registration, signal);
        return;
      }
      if (attempt >= putAttemptsMax) throw failureOf(outcome);
    }
  }

  private async describe({ item, file }: Entry): Promise<NewDocument> {
    return {
      projectId: item.projectId,
      name: item.name,
      mediaType: mediaTypeOf(item.name, this.config) ?? 'application/octet-stream',
      sizeBytes: file.size,
      sha256: await this.ports.hash(await file.arrayBuffer()),
    };
  }

  private async send(
    entry: Entry,
    registration: Registration,
    signal: AbortSignal,
  ): Promise<PutOutcome> {
    if (registration.upload === null) return { kind: 'sent' };
    const startMillis = this.ports.nowMillis();
    this.update(entry, { state: { kind: 'active', step: 'sending' } });
    return this.ports.put({
      ...registration.upload,
      body: entry.file,
      signal,
      onProgress: (sentBytes) => {
        const seconds = (this.ports.nowMillis() - startMillis) / 1000;
        const bytesPerSecond = seconds > 0 ? sentBytes / seconds : 0;
        this.update(entry, { sentBytes, bytesPerSecond });
      },
    });
  }

  private async finish(
    entry: Entry,
    registration: Registration,
    signal: AbortSignal,
  ): Promise<void> {
    this.update(entry, { state: { kind: 'active', step: 'finishing' } });
    if (registration.awaitsCompletion) await this.ports.complete(registration.documentId);
    if (isAborted(signal)) return;
    const alreadyHere = registration.upload === null;
    this.update(entry, { sentBytes: entry.file.size, state: { kind: 'done', alreadyHere } });
  }

  private update(entry: Entry, change: Partial<UploadItem>): void {
    entry.item = { ...entry.item, ...change };
    this.publish();
  }

  private publish(): void {
    this.snapshot = Array.from(this.entries.values(), (entry) => entry.item);
    this.listeners.forEach((listener) => {
      listener();
    });
  }
}

function failureOf(outcome: PutOutcome): RequestFailure {
  return outcome.kind === 'refused'
    ? new RequestFailure('server', `HTTP ${String(outcome.status)}`, 'STORAGE_REFUSED')
    : new RequestFailure('offline', '', 'STORAGE_OFFLINE');
}
