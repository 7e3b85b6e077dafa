// The files that the explorer reads, each fetched once. What a newcomer gets wrong: a file that
// failed is asked for again at the next need, and is named in the error (`file`) when it is missing.

const kept = new Map();

export function fetched(base, name, addresses = {}) {
  const url = new URL(addresses[name] ?? base + name, document.baseURI).href;
  if (!kept.has(url)) {
    const coming = fetch(url)
      .then((answer) => {
        if (!answer.ok) throw Error(String(answer.status));
        return answer.json();
      })
      .catch((error) => {
        kept.delete(url);
        const said = `The figures could not be fetched: is there a connection? (${name}: ${error.message})`;
        throw Object.assign(Error(said), { file: name });
      });
    kept.set(url, coming);
  }
  return kept.get(url);
}
