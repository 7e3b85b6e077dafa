// The files that the explorer reads, each fetched once. What a newcomer gets wrong: a file that
// failed is asked for again at the next need, and says its own name when it is missing.

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
        throw Object.assign(Error(`${name} could not be fetched (${error.message})`), { name });
      });
    kept.set(url, coming);
  }
  return kept.get(url);
}
