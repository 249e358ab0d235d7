import {
  getDocument,
  GlobalWorkerOptions,
  TextLayer,
  type PDFDocumentLoadingTask,
  type PDFPageProxy,
  type RenderTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { isAborted } from '@foundry/client/abort';
import { locate, type Quote } from './passage';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Parsed files kept for leafing and for the next citation. */
const openFilesMax = 3;
const openFiles = new Map<string, PDFDocumentLoadingTask>();

function openFile(documentId: string, url: string): PDFDocumentLoadingTask {
  const known = openFiles.get(documentId);
  if (known) return known;
  const task = getDocument({
    url,
    cMapUrl: '/pdf/cmaps/',
    standardFontDataUrl: '/pdf/standard_fonts/',
    wasmUrl: '/pdf/wasm/',
    isEvalSupported: false,
    enableXfa: false,
  });
  task.promise.catch(() => openFiles.delete(documentId));
  openFiles.set(documentId, task);
  const oldest = openFiles.keys().next().value;
  if (openFiles.size > openFilesMax && oldest !== undefined) {
    void openFiles.get(oldest)?.destroy();
    openFiles.delete(oldest);
  }
  return task;
}

interface DrawRequest {
  readonly documentId: string;
  readonly url: string;
  readonly pageNumber: number;
  readonly width: number;
  readonly quote: Quote | null;
  readonly target: HTMLElement;
  readonly lit: string;
}

export interface Drawing {
  /** True if the quote was found, false if not, or if none was wanted. */
  readonly done: Promise<boolean>;
  readonly cancel: () => void;
}

export function drawPage(request: DrawRequest): Drawing {
  const stop = new AbortController();
  return {
    done: draw(request, stop.signal),
    cancel: () => {
      stop.abort();
    },
  };
}

async function draw(request: DrawRequest, signal: AbortSignal): Promise<boolean> {
  const file = await openFile(request.documentId, request.url).promise;
  const page = await file.getPage(Math.min(request.pageNumber, file.numPages));
  if (isAborted(signal)) return false;
  const scale = request.width / page.getViewport({ scale: 1 }).width;
  const { canvas, task } = drawCanvas(page, scale);
  signal.addEventListener('abort', () => {
    task.cancel();
  });
  const layer = document.createElement('div');
  layer.className = 'textLayer';
  const textLayer = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: layer,
    viewport: page.getViewport({ scale }),
  });
  await Promise.all([task.promise, textLayer.render()]);
  if (isAborted(signal)) return false;
  const { target } = request;
  target.style.setProperty('--total-scale-factor', String(scale));
  target.replaceChildren(canvas, layer);
  if (!request.quote) return false;
  return light(textLayer, layer, request.quote, request.lit);
}

function drawCanvas(
  page: PDFPageProxy,
  scale: number,
): { canvas: HTMLCanvasElement; task: RenderTask } {
  const ratio = window.devicePixelRatio || 1;
  const viewport = page.getViewport({ scale: scale * ratio });
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  canvas.style.width = `${String(canvas.width / ratio)}px`;
  canvas.setAttribute('aria-hidden', 'true');
  return { canvas, task: page.render({ canvas, viewport }) };
}

/** Boxes over the passage; the text itself stays selectable. */
function light(textLayer: TextLayer, layer: HTMLElement, quote: Quote, className: string): boolean {
  const found = locate(textLayer.textContentItemsStr, quote);
  if (!found) return false;
  const origin = layer.getBoundingClientRect();
  const boxes = found.flatMap(({ run, start, end }) => {
    const text = textLayer.textDivs[run]?.firstChild;
    if (!(text instanceof Text)) return [];
    const range = document.createRange();
    range.setStart(text, Math.min(start, text.length));
    range.setEnd(text, Math.min(end, text.length));
    return Array.from(range.getClientRects(), (rect) => box(rect, origin, className));
  });
  layer.prepend(...boxes);
  boxes[0]?.scrollIntoView({ block: 'center' });
  return boxes.length > 0;
}

function box(rect: DOMRect, origin: DOMRect, className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.dataset.testid = 'passage';
  element.style.left = `${String(rect.left - origin.left)}px`;
  element.style.top = `${String(rect.top - origin.top)}px`;
  element.style.width = `${String(rect.width)}px`;
  element.style.height = `${String(rect.height)}px`;
  return element;
}
