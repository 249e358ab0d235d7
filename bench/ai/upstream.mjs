// A model provider for measuring: answers OpenAI's chat completions as fast as Node can, paced or
// badly. `node upstream.mjs <port>`; the model's name says how:
//   whole               one JSON reply at once
//   paced-<ms>-<count>  a chunk every <ms> milliseconds, <count> of them, the first at once
//   bad                 like `whole`, but one call in ten fails with a 500 and one in ten hangs
// GET /calls answers how many chat completions were asked for since the last GET.
import { createServer } from 'node:http';

const port = Number(process.argv[2]);
let calls = 0;

const whole = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created: 1_790_000_000,
  model: 'whole',
  choices: [{ index: 0, message: { role: 'assistant', content: 'The answer is forty-two.', refusal: null }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 12, completion_tokens: 7, total_tokens: 19 },
});

const chunk = (delta, finish = null, more = {}) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_790_000_000, model: 'paced', choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`;
const first = chunk({ role: 'assistant', content: 'Word ' });
const next = chunk({ content: 'word ' });
const last = `${chunk({}, 'stop')}data: {"id":"chatcmpl-bench","object":"chat.completion.chunk","model":"paced","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":60,"total_tokens":72}}\n\ndata: [DONE]\n\n`;

// One timer for each pace: a thousand streams would otherwise be a thousand timers.
const paces = new Map();
function paced(response, millis, count) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(first);
  if (!paces.has(millis)) {
    const streams = new Set();
    paces.set(millis, streams);
    // Ten slices a period, so that the streams do not all speak at once.
    let slice = 0;
    setInterval(() => {
      slice = (slice + 1) % 10;
      for (const stream of streams) {
        if (stream.slice !== slice) continue;
        if (--stream.left > 0) stream.response.write(next);
        else {
          stream.response.end(last);
          streams.delete(stream);
        }
      }
    }, millis / 10);
  }
  const streams = paces.get(millis);
  const stream = { response, left: count - 1, slice: Math.floor(Math.random() * 10) };
  streams.add(stream);
  response.on('close', () => streams.delete(stream));
}

function reply(response, text) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

const streamed = `${chunk({ role: 'assistant', content: 'The answer is forty-two.' })}${last}`;

/** As it was asked for: at once, or as the events of a stream. */
function good(response, stream) {
  if (!stream) return reply(response, whole);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(streamed);
}

function answer(response, model, stream) {
  calls += 1;
  if (model.startsWith('paced-')) {
    const [, millis, count] = model.split('-').map(Number);
    paced(response, millis, count);
  } else if (model === 'bad') {
    const chance = Math.random();
    if (chance < 0.1) {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"error":{"message":"bad","type":"server_error","code":null}}');
    } else if (chance >= 0.2) good(response, stream);
  } else good(response, stream);
}

createServer({ noDelay: true, keepAliveTimeout: 120_000 }, (request, response) => {
  if (request.url === '/calls') {
    reply(response, JSON.stringify({ calls }));
    calls = 0;
    return;
  }
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const body = Buffer.concat(pieces).toString();
    const model = /"model"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? 'whole';
    answer(response, model, /"stream"\s*:\s*true/.test(body));
  });
}).listen(port, '127.0.0.1', 4096, () => console.log('ready'));
