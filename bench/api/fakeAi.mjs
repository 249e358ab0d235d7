// The AI service as far as answering needs it: finds nothing, then speaks a piece of text at a steady
// pace. Each piece says when it was spoken, so whoever reads it knows how long it was under way.
import { createServer } from 'node:http';

export const PIECES = 200;
const PACE_MILLIS = 25;
/** Milliseconds with three digits behind the point, always as long. */
const clock = () => (performance.timeOrigin + performance.now()).toFixed(3);
export const PIECE = /(\d{4})@(\d{13}\.\d{3}) /g;

export async function startFakeAi(port) {
  let open;
  let gate = Promise.resolve();

  async function generate(response) {
    const event = (name, data) => response.write(`id: 1\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n\n');
    await gate;
    event('start', { id: '1', model: 'bench', provider: 'bench', extractive: false });
    let text = '';
    for (let i = 0; i < PIECES; i += 1) {
      const piece = `${String(i).padStart(4, '0')}@${clock()} `;
      text += piece;
      event('delta', { text: piece });
      await new Promise((resolve) => setTimeout(resolve, PACE_MILLIS));
    }
    const usage = { input_tokens: 7, output_tokens: PIECES, estimated: false };
    event('end', { id: '1', text, finish_reason: 'stop', partial: false, model: 'bench', provider: 'bench', extractive: false, grounded: false, usage, citations: [] });
    response.end();
  }

  const server = createServer({ noDelay: true }, (request, response) => {
    request.resume().on('end', () => {
      if (request.url === '/v1/generate') generate(response);
      else if (request.url === '/v1/retrieve') response.writeHead(200, { 'content-type': 'application/json' }).end('{"passages":[],"latency_ms":1}');
      else response.end('ok');
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.unref();
  return {
    url: `http://127.0.0.1:${port}`,
    hold: () => (gate = new Promise((resolve) => (open = resolve))),
    go: () => open(),
  };
}
