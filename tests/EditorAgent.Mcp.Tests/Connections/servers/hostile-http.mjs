// A server over HTTP that misbehaves in the way the path names. What happened is told at /seen, what arrived at another origin too.
import { createServer } from 'node:http';

const seen = [];
const elsewhere = createServer((request, response) => {
  seen.push(`elsewhere ${request.method} ${JSON.stringify(request.headers)}`);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}).listen(0, '127.0.0.1');

const capabilities = { tools: {} };
const text = value => ({ resultType: 'complete', content: [{ type: 'text', text: value }] });
const waiting = new Map();
let nextId = 1;

const json = (response, body, headers = {}) => response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ jsonrpc: '2.0', ...body }));
const stream = response => { response.writeHead(200, { 'content-type': 'text/event-stream' }); return message => response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`); };
const pumping = (response, block) => { const pump = () => { while (!response.destroyed && response.write(block)) ; response.once('drain', pump); }; pump(); };

const calls = {
  '/session-lost': (message, response) => response.writeHead(404).end(),
  '/busy': (message, response) => response.writeHead(503, { 'retry-after': '7' }).end(),
  '/wrong-type': (message, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  '/gzip': (message, response) => response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(Buffer.from([0x1f, 0x8b, 1, 2, 3])),
  '/huge': (message, response) => { response.writeHead(200, { 'content-type': 'application/json' }); response.write('"'); pumping(response, 'a'.repeat(1 << 20)); },
  '/huge-event': (message, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }); response.write('data: "'); pumping(response, 'a'.repeat(1 << 20)); },
  '/many-lines': (message, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }); pumping(response, 'data: a\n'.repeat(1 << 16)); },
  '/flood': (message, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }); pumping(response, `data: ${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'x' } })}\n\n`.repeat(1000)); },
  '/slow': (message, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }); const timer = setInterval(() => response.write('a'), 20); response.on('close', () => { seen.push('gave up'); clearInterval(timer); }); },
  '/duplicate': (message, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(`{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":{"isError":false,"isError":true,"content":[]}}`),
  '/duplicate-event': (message, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: {"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":{"isError":false,"isError":true,"content":[]}}\n\n`),
  '/cut': (message, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }); response.write('data: {"json', () => response.destroy()); },
  '/redirect-later': (message, response) => response.writeHead(307, { location: `http://127.0.0.1:${elsewhere.address().port}/taken` }).end(),
  '/headers': (message, response, request) => json(response, { id: message.id, result: text(JSON.stringify(request.headers)) }),
  '/hang': (message, response) => { response.on('close', () => seen.push('aborted')); },
  '/legacy-hang': (message, response) => { stream(response); },
  '/legacy-asks': async (message, response) => {
    const send = stream(response);
    const id = nextId++;
    const answer = new Promise(resolve => waiting.set(id, resolve));
    send({ id, method: 'elicitation/create', params: { message: 'Who?', requestedSchema: { type: 'object', properties: {} } } });
    send({ id: message.id, result: text((await answer).content.name) });
    response.end();
  },
};

// A server of the older kind that really keeps sessions: /forget makes it forget them all.
let sessions = 0;
let session = null;
let ran = 0;
let forgetsCalls = false;
function forgetful(message, response, request) {
  if (message.method === 'server/discover') return response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: message.id, error: { code: -32000, message: 'no' } }));
  if (message.method === 'initialize') {
    session = `s${++sessions}`;
    seen.push(`opened ${session}`);
    return json(response, { id: message.id, result: { protocolVersion: '2025-11-25', capabilities, serverInfo: { name: 'forgetful', version: '1' } } }, { 'mcp-session-id': session });
  }
  if (request.headers['mcp-session-id'] !== session || (forgetsCalls && message.method === 'tools/call')) {
    seen.push(`turned away ${message.method}`);
    return response.writeHead(404).end();
  }
  if (message.id === undefined) return response.writeHead(202).end();
  if (message.method === 'tools/list') return json(response, { id: message.id, result: { tools: ['run', 'hang'].map(name => ({ name, inputSchema: { type: 'object' } })) } });
  if (message.method !== 'tools/call') return json(response, { id: message.id, error: { code: -32601, message: 'no' } });
  seen.push(`ran ${message.params.name}`);
  if (message.params.name === 'hang') return stream(response)({ method: 'notifications/message', params: { level: 'info', data: 'begun' } });
  json(response, { id: message.id, result: { content: [{ type: 'text', text: `${++ran}` }] } });
}

function answer(path, message, response, request) {
  if (path === '/forgetful') return forgetful(message, response, request);
  if (message.method === undefined) {
    waiting.get(message.id)?.(message.result ?? message.error);
    return response.writeHead(202).end();
  }
  if (message.id === undefined) {
    seen.push(`${message.method} ${JSON.stringify(message.params ?? {})}`);
    return response.writeHead(202).end();
  }
  if (path === '/redirect') return calls['/redirect-later'](message, response);
  if (path === '/unauthorized') return response.writeHead(401).end();
  if (path === '/forbidden') return response.writeHead(403).end();
  const isLegacy = path.startsWith('/legacy') || path === '/session-lost';
  switch (message.method) {
    case 'server/discover':
      return isLegacy
        ? response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id: message.id, error: { code: -32000, message: 'no' } }))
        : json(response, { id: message.id, result: { resultType: 'complete', supportedVersions: ['2026-07-28'], capabilities, ttlMs: 0, cacheScope: 'private' } });
    case 'initialize':
      return json(response, { id: message.id, result: { protocolVersion: '2025-11-25', capabilities, serverInfo: { name: 'hostile', version: '1' } } }, { 'mcp-session-id': 's1' });
    case 'tools/call':
      seen.push(`called ${path}`);
      return calls[path](message, response, request);
    default:
      return json(response, { id: message.id, error: { code: -32601, message: 'no' } });
  }
}

createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname;
  if (path === '/seen') return response.writeHead(200, { 'content-type': 'text/plain' }).end(seen.map(line => `${line}\n`).join(''));
  if (path === '/forget-all') { forgetsCalls = true; return response.writeHead(204).end(); }
  if (path === '/forget') { session = null; return response.writeHead(204).end(); }
  if (path === '/sse-elsewhere' && request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    return response.write(`event: endpoint\ndata: http://127.0.0.1:${elsewhere.address().port}/message\n\n`);
  }
  if (request.method !== 'POST') return response.writeHead(405).end();
  let body = '';
  request.on('data', data => { body += data; });
  request.on('end', () => answer(path, JSON.parse(body), response, request));
}).listen(Number(process.env.PORT), '127.0.0.1');
