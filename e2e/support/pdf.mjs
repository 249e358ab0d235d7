/** A small but real PDF: one page per entry, one line of Helvetica per line of text. */
export function pdf(pages) {
  const objects = [];
  const add = (text) => objects.push(text);
  const pageIds = pages.map((_, n) => 4 + n * 2);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (const page of pages) {
    add(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ' +
        `/Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
    );
    const lines = page.split('\n').map((line) => `(${line.replace(/([\\()])/g, '\\$1')}) Tj T*`);
    const stream = `BT /F1 10 Tf 14 TL 56 780 Td\n${lines.join('\n')}\nET`;
    add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  }
  return Buffer.from(file(objects), 'latin1');
}

function file(objects) {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, n) => {
    const offset = text.length;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) text += `${String(offset).padStart(10, '0')} 00000 n \n`;
  return `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
}

const nouns = ['valve', 'pump', 'filter', 'gasket', 'motor', 'sensor', 'relay', 'boiler', 'hose', 'gauge'];
const verbs = ['controls', 'protects', 'drives', 'measures', 'isolates', 'cools', 'feeds', 'locks'];

/** Pages of about 3,000 characters each, every one with a fact of its own. */
export function manual(pageCount) {
  return Array.from({ length: pageCount }, (_, page) => {
    const lines = [`Chapter ${page + 1}. The torque for bolt number ${page + 1} is ${page * 7 + 13} newton metres.`];
    for (let n = 0; n < 36; n += 1) {
      const a = nouns[(page + n) % nouns.length];
      const b = nouns[(page * 3 + n * 7 + 1) % nouns.length];
      lines.push(`In step ${n + 1} of part ${page + 1} the ${a} ${verbs[(n + page) % verbs.length]} the ${b} of line ${n * 3 + page}.`);
    }
    return lines.join('\n');
  });
}
