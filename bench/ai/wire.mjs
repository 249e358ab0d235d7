// HTTP/1.1 on a bare socket: the client must cost less than what it measures.
import { connect } from 'node:net';

export function post({ host, path, headers, body }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${lines.join('')}\r\n${body}`,
  );
}

/** A kept connection that sends the same request again and again; answers microseconds. */
export async function caller(port, request) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    async call() {
      const start = process.hrtime.bigint();
      socket.write(request);
      await whole(socket);
      return Number(process.hrtime.bigint() - start) / 1000;
    },
    close: () => socket.destroy(),
  };
}

function whole(socket) {
  return new Promise((resolve, reject) => {
    let text = '';
    let end = -1;
    const hear = (bytes) => {
      text += bytes.toString('latin1');
      if (end < 0) {
        const head = text.indexOf('\r\n\r\n');
        if (head < 0) return;
        if (!text.startsWith('HTTP/1.1 200')) return stop(new Error(text.slice(0, 400)));
        end = head + 4 + Number(/content-length: (\d+)/i.exec(text)[1]);
      }
      if (text.length >= end) stop();
    };
    const fail = (error) => stop(error ?? new Error('closed'));
    const stop = (error) => {
      socket.off('data', hear).off('close', fail).off('error', fail);
      if (error) reject(error);
      else resolve(text);
    };
    socket.on('data', hear).on('close', fail).on('error', fail);
  });
}

/**
 * One stream on a connection of its own.
 *
 * @returns microseconds to the first event with text, the longest silence after it in milliseconds,
 *   and whether it ended with [DONE]
 */
export function stream(port, request, marker = '"content":"') {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let start;
    let first;
    let last;
    let silence = 0;
    let tail = '';
    socket.on('connect', () => {
      start = process.hrtime.bigint();
      socket.write(request);
    });
    socket.on('data', (bytes) => {
      const now = process.hrtime.bigint();
      const text = bytes.toString('latin1');
      if (first === undefined) {
        if (tail === '' && !text.startsWith('HTTP/1.1 200')) {
          socket.destroy(new Error(text.slice(0, 300)));
          return;
        }
        if (!text.includes(marker) && !(tail + text).includes(marker)) {
          tail += text;
          return;
        }
        first = Number(now - start) / 1000;
      } else silence = Math.max(silence, Number(now - last) / 1e6);
      last = now;
      tail = (tail + text).slice(-64);
      if (tail.includes('[DONE]') || tail.includes('"type":"message_stop"')) {
        socket.destroy();
        resolve({ first, silence, done: true });
      }
    });
    socket.on('error', reject);
    socket.on('close', () => (first === undefined ? reject(new Error(tail.slice(0, 300))) : resolve({ first, silence, done: false })));
  });
}
