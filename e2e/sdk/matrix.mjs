// Prints docs/sdk-conformance.md from what the conformance tests of both languages left behind in
// ai/target/conformance: a file for each Java client, { client, version, features: { name: 'pass' } },
// and npm.json, a list of { client, version, feature, provider, works }.
// `--check` compares instead, and fails where the page no longer says what was seen.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const seenAt = new URL('../../ai/target/conformance/', import.meta.url);
const page = new URL('../../docs/sdk-conformance.md', import.meta.url);

const results = (existsSync(seenAt) ? readdirSync(seenAt) : [])
  .filter((file) => file.endsWith('.json'))
  .toSorted()
  .flatMap((file) => entries(JSON.parse(readFileSync(new URL(file, seenAt), 'utf8'))));

function entries(seen) {
  if (Array.isArray(seen)) return seen;
  const { client, version, features } = seen;
  return Object.entries(features).map(([feature, result]) => ({ client, version, feature, works: result === 'pass' }));
}

const unique = (values) => [...new Set(values)];
const clients = unique(results.map((result) => result.client));
const features = unique(results.map((result) => result.feature)).toSorted();

function cell(feature, client) {
  const seen = results.filter((result) => result.feature === feature && result.client === client);
  if (seen.length === 0) return '';
  const works = unique(seen.filter((result) => result.works).map((result) => result.provider));
  const broken = unique(seen.filter((result) => !result.works).map((result) => result.provider));
  const said = (word, providers) => (providers[0] === undefined ? word : `${word} (${providers.join(', ')})`);
  return [works.length ? said('yes', works) : '', broken.length ? said('NO', broken) : ''].filter(Boolean).join('; ');
}

const row = (cells) => `| ${cells.join(' | ')} |`;
const text = `# Which SDKs work

Unmodified clients against the AI service, each feature in front of each provider that can serve it
(in brackets). Printed by the tests (\`make test\`, then \`node e2e/sdk/matrix.mjs\`); an empty cell is a
feature the client does not have or that was not tried. The providers are fakes that speak the real
wire formats: no provider's own service was called.

${clients.map((client) => `* **${client}** ${results.find((result) => result.client === client).version}`).join('\n')}

${row(['Feature', ...clients])}
${row(['---', ...clients.map(() => '---')])}
${features.map((feature) => row([feature, ...clients.map((client) => cell(feature, client))])).join('\n')}
`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (!existsSync(page) || readFileSync(page, 'utf8') !== text) {
  console.error('docs/sdk-conformance.md does not say what the tests saw: node e2e/sdk/matrix.mjs, and look at what changed');
  process.exit(1);
}
