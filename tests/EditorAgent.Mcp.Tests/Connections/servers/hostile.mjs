// A server over stdio that misbehaves in the one way its first argument names.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const mode = process.argv[2] ?? 'well-behaved';
const argument = process.argv[3];
const revision = mode.startsWith('stateless') ? '2026-07-28' : '2025-11-25';
const raw = text => process.stdout.write(text);
const send = message => raw(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const result = (id, value) => send({ id, result: value });
const text = value => ({ content: [{ type: 'text', text: value }] });
const log = line => process.stderr.write(line + '\n');
const tool = name => ({ name, description: name, inputSchema: { type: 'object' } });
const capabilities = { tools: { listChanged: true }, prompts: {}, resources: { subscribe: true, listChanged: true }, logging: {}, completions: {}, ...(mode.startsWith('stateless-task') ? { extensions: { 'io.modelcontextprotocol/tasks': {} } } : {}) };
const seen = [];
const waiting = new Map();
let nextId = 1000;
const ask = (method, params) => new Promise(resolve => {
  const id = nextId++;
  waiting.set(id, resolve);
  send({ id, method, params });
});

if (mode === 'stderr-flood') {
  const block = 'e'.repeat(64 * 1024) + '\n';
  const pump = () => { while (process.stderr.write(block)) ; process.stderr.once('drain', pump); };
  setImmediate(pump);
}
if (mode === 'deaf-with-child') {
  process.on('SIGTERM', () => {});
  const child = spawn(process.execPath, ['-e', "process.on('SIGTERM',()=>{});process.on('SIGHUP',()=>{});setInterval(()=>{},1000)"], { detached: true, stdio: 'ignore' });
  log(`child ${child.pid}`);
  setInterval(() => {}, 1000);
}
if (mode === 'exits-at-once') process.exit(3);
if (mode === 'noise') { raw('Starting up...\n\nnull\n[1,2]\n"text"\n'); }

const calls = {
  'crash-in-call': () => process.exit(9),
  'hang-in-call': () => log('called'),
  'half-answer': request => { raw(`{"jsonrpc":"2.0","id":${JSON.stringify(request.id)},"result":{"content":[`); process.exit(0); },
  'huge-line': () => {
    const block = Buffer.alloc(1024 * 1024, 0x61);
    raw('{"jsonrpc":"2.0","id":"');
    let left = 1024;
    const pump = () => { while (left-- > 0) { if (!process.stdout.write(block)) { process.stdout.once('drain', pump); return; } } };
    pump();
  },
  'flood': () => {
    const block = (JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'x'.repeat(100) } }) + '\n').repeat(1000);
    const pump = () => { while (process.stdout.write(block)) ; process.stdout.once('drain', pump); };
    pump();
  },
  'list-changed-storm': request => {
    for (let i = 0; i < 900; i++) send({ method: 'notifications/tools/list_changed' });
    result(request.id, text('done'));
  },
  'invalid-json': request => { raw(`{"jsonrpc":"2.0","id":${JSON.stringify(request.id)},"result":{"content":[}}\n`); },
  'invalid-utf8': request => process.stdout.write(Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(request.id)},"result":{"content":[{"type":"text","text":"`), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}]}}\n')])),
  'duplicate-member': request => raw(`{"jsonrpc":"2.0","id":${JSON.stringify(request.id)},"result":{"isError":false,"isError":true,"content":[]}}\n`),
  'deep-json': request => raw(`{"jsonrpc":"2.0","id":${JSON.stringify(request.id)},"result":${'['.repeat(1000)}${']'.repeat(1000)}}\n`),
  'unknown-ids': request => {
    result('nobody', text('wrong'));
    result(424242, text('wrong'));
    send({ id: null, error: { code: -1, message: 'wrong' } });
    result(request.id, text('first'));
    result(request.id, text('second'));
  },
  'split-utf8': request => {
    const bytes = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: request.id, result: text('ä€𝄞') }) + '\n');
    let at = 0;
    const step = () => { if (at < bytes.length) { process.stdout.write(bytes.subarray(at, ++at), () => setImmediate(step)); } };
    step();
  },
  'strange-parts': request => raw(`{"jsonrpc":"2.0","id":${JSON.stringify(request.id)},"result":{"content":[{"type":"hologram"},{"type":"text"},{"type":"text","text":"\\ud800"},{"type":"image","data":"%%%","mimeType":"image/png"},{"type":"image","data":"AQID","mimeType":"image/png"},7,{"type":"text","text":"good","annotations":{"audience":["user"]}}],"structuredContent":12345678901234567890.5}}\n`),
  'stops-reading': () => { input.pause(); process.stdin.pause(); setInterval(() => {}, 1000); },
  'wants-a-visit': request => {
    const id = 'visit-' + visits++;
    if (visits > 1) return result(request.id, text('visited'));
    send({ id: request.id, error: { code: -32042, message: 'go there first', data: { elicitations: [{ mode: 'url', elicitationId: id, url: 'https://example.test/login', message: 'Please log in' }] } } });
    setTimeout(() => send({ method: 'notifications/elicitation/complete', params: { elicitationId: id } }), 200);
  },
  'error': request => send({ id: request.id, error: { code: -32099, message: 'no\u001b[31m way\nsecond line' } }),
  'progress': request => {
    let done = 0;
    const timer = setInterval(() => {
      send({ method: 'notifications/progress', params: { progressToken: request.params._meta.progressToken, progress: ++done, total: 60, message: `step ${done}` } });
      if (done === 60) { clearInterval(timer); result(request.id, text('done')); }
    }, 40);
  },
  'asks': async request => result(request.id, text(JSON.stringify([
    await ask('elicitation/create', { message: 'Name?', requestedSchema: { type: 'object', properties: { name: { type: 'string' }, colour: { type: 'string', default: 'red' } } } }),
    await ask('sampling/createMessage', { maxTokens: 10, systemPrompt: 'be brief', messages: [{ role: 'user', content: { type: 'text', text: 'hi' } }] }),
    await ask('roots/list'),
    await ask('ping'),
    await ask('elicitation/create', { mode: 'url', message: 'Go', url: 'javascript:alert(1)', elicitationId: 'e' }),
    await ask('nonsense', {}),
  ]))),
  'stateless-asks': request => request.params.inputResponses
    ? result(request.id, { resultType: 'complete', ...text(JSON.stringify([request.params.inputResponses, request.params.requestState, Object.keys(request.params._meta['io.modelcontextprotocol/clientCapabilities'])])) })
    : result(request.id, { resultType: 'input_required', requestState: 'stäte\u2028"', inputRequests: { q: { method: 'elicitation/create', params: { mode: 'form', message: 'Name?', requestedSchema: { type: 'object', properties: { name: { type: 'string' } } } } } } }),
  'stateless-endless-asks': request => result(request.id, { resultType: 'input_required', requestState: 'again' }),
  'stateless-task-push': request => result(request.id, { resultType: 'task', taskId: 't1', status: 'working', ttlMs: null, pollIntervalMs: 30000 }),
  'stateless-task-lost': request => result(request.id, { resultType: 'task', taskId: 't1', status: 'working', ttlMs: 1, pollIntervalMs: 50 }),
  'stateless-task-slow-ack': request => result(request.id, { resultType: 'task', taskId: 't1', status: 'working', ttlMs: 60000, pollIntervalMs: 50 }),
  'stateless-task': request => result(request.id, { resultType: 'task', taskId: 't1', status: 'working', ttlMs: 60000, pollIntervalMs: 50 }),
};

let polls = 0;
let visits = 0;
let listened = null;
const taskAnswers = {
  'tasks/get': request => {
    polls++;
    if (mode === 'stateless-task-lost') return send({ id: request.id, error: { code: -32602, message: 'no such task' } });
    if (mode === 'stateless-task-push') return result(request.id, { resultType: 'complete', taskId: 't1', status: 'completed', result: text(JSON.stringify(listened)) });
    if (mode === 'stateless-task-slow-ack' && polls < 5) return result(request.id, { resultType: 'complete', taskId: 't1', status: 'input_required', pollIntervalMs: 50, inputRequests: { q: { method: 'elicitation/create', params: { message: 'Sure?', requestedSchema: { type: 'object', properties: {} } } }, ...(polls > 2 ? { r: { method: 'elicitation/create', params: { message: 'Really?', requestedSchema: { type: 'object', properties: {} } } } } : {}) } });
    if (polls === 2) return result(request.id, { resultType: 'complete', taskId: 't1', status: 'input_required', inputRequests: { q: { method: 'elicitation/create', params: { message: 'Sure?', requestedSchema: { type: 'object', properties: {} } } } } });
    if (polls < 4 || argument === 'for-ever') return result(request.id, { resultType: 'complete', taskId: 't1', status: 'working', pollIntervalMs: 50 });
    return result(request.id, { resultType: 'complete', taskId: 't1', status: 'completed', result: text(JSON.stringify(seen.filter(method => method.startsWith('tasks/')))) });
  },
  'tasks/update': request => result(request.id, { resultType: 'complete' }),
  'tasks/cancel': request => { log('task cancelled'); result(request.id, { resultType: 'complete' }); },
};

const answers = {
  'server/discover': request => {
    if (mode === 'silent-at-unknown') return;
    if (mode === 'dies-at-unknown') process.exit(5);
    if (revision === '2025-11-25') return send({ id: request.id, error: { code: -32601, message: 'Method not found' } });
    result(request.id, { resultType: 'complete', supportedVersions: ['2026-07-28'], capabilities, ttlMs: 1000, cacheScope: 'public' });
  },
  'initialize': request => {
    if (mode === 'crash-at-initialize') process.exit(4);
    if (mode === 'hang-at-initialize') return;
    if (mode === 'wrong-revision') return result(request.id, { protocolVersion: '2099-01-01', capabilities, serverInfo: { name: 'hostile', version: '1' } });
    if (mode === 'modern-only' || revision !== '2025-11-25') return send({ id: request.id, error: { code: -32601, message: 'Method not found' } });
    result(request.id, { protocolVersion: '2025-11-25', capabilities, serverInfo: { name: 'hos\u001b[31mtile', version: '1' } });
  },
  'tools/list': request => {
    if (mode === 'crash-at-list') process.exit(6);
    if (mode === 'hang-at-list') return;
    if (mode === 'cursor-loop') return result(request.id, { tools: [tool('again')], nextCursor: request.params?.cursor === 'a' ? 'b' : 'a' });
    if (mode === 'endless-list') return result(request.id, { tools: [tool('t' + nextId)], nextCursor: 'c' + nextId++ });
    if (mode === 'many-tools') return result(request.id, { tools: Array.from({ length: 20000 }, (_, i) => tool('t' + i)) });
    if (mode === 'bad-tools') return raw(`{"jsonrpc":"2.0","id":${JSON.stringify(request.id)},"result":{"tools":[{"name":"no-schema"},{"inputSchema":{"type":"object"}},7,{"name":"bad-schema","inputSchema":"x"},{"name":"half \\ud800","inputSchema":{"type":"object"}},{"name":"good","description":"\\u001b[31mred","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true,"title":"Good"}}],"ttlMs":2500,"cacheScope":"public"}}\n`);
    result(request.id, { resultType: 'complete', tools: [tool('call')] });
  },
  'resources/subscribe': request => { result(request.id, {}); send({ method: 'notifications/resources/updated', params: { uri: request.params.uri } }); },
  'resources/unsubscribe': request => { result(request.id, {}); },
  'subscriptions/listen': request => {
    const meta = { 'io.modelcontextprotocol/subscriptionId': request.id };
    send({ method: 'notifications/subscriptions/acknowledged', params: { _meta: meta, notifications: request.params.notifications } });
    if (request.params.notifications.toolsListChanged) send({ method: 'notifications/tools/list_changed', params: { _meta: meta } });
    if (request.params.notifications.taskIds) {
      listened = [request.params.notifications.taskIds, request.params._meta['io.modelcontextprotocol/clientCapabilities'].extensions];
      send({ method: 'notifications/tasks', params: { _meta: meta, taskId: 'another', status: 'completed' } });
      setTimeout(() => send({ method: 'notifications/tasks', params: { _meta: meta, taskId: 't1', status: 'completed' } }), 300);
    }
    for (const uri of request.params.notifications.resourceSubscriptions ?? []) send({ method: 'notifications/resources/updated', params: { _meta: meta, uri } });
  },
  'logging/setLevel': request => result(request.id, {}),
  'tools/call': request => (calls[mode] ?? (other => result(other.id, text('fine'))))(request),
  ...taskAnswers,
};

const input = createInterface({ input: process.stdin });
if (mode !== 'deaf') {
  input.on('line', line => {
    const message = JSON.parse(line);
    seen.push(message.method);
    if (message.method === undefined) {
      waiting.get(message.id)?.(message.error ?? message.result);
      waiting.delete(message.id);
    } else if (message.id === undefined) {
      log(`heard ${message.method} ${JSON.stringify(message.params ?? {})}`);
    } else {
      (answers[message.method] ?? (request => send({ id: request.id, error: { code: -32601, message: 'Method not found' } })))(message);
    }
  });
}
